"""Deployed flows, run by workers and by `serve`. The scenarios wait for most of their time: they run side by side."""

from . import served, cancelled, limited, deployed, scheduled  # isort: skip

AT_ONCE = 3

__all__ = ["AT_ONCE", "cancelled", "deployed", "limited", "scheduled", "served"]
