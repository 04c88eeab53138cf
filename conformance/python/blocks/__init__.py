"""Blocks: made, nested, changed and used by programs, and handled from the command line."""

from registry import SCENARIOS

from . import documents, classes, results, commands  # isort: skip

__all__ = ["SCENARIOS", "classes", "commands", "documents", "results"]
