"""All scenarios, in the order in which they run: the last one is about what the others left."""

from registry import SCENARIOS

from . import flows, waiting, limits, resources, bulk  # isort: skip

__all__ = ["SCENARIOS", "bulk", "flows", "limits", "resources", "waiting"]
