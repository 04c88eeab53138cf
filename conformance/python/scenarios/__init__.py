"""All scenarios, in the order in which they run: bulk is about what those before it left."""

from registry import SCENARIOS

from . import flows, waiting, limits, resources, bulk, events  # isort: skip

__all__ = ["SCENARIOS", "bulk", "events", "flows", "limits", "resources", "waiting"]
