"""Commands of the client's command line, in the order in which they run on one server."""

from . import pools, things, limits, deployments, runs  # isort: skip

__all__ = ["deployments", "limits", "pools", "runs", "things"]
