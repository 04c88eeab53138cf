"""The scenarios of this program, and names that no other run of it shares."""

import uuid
from dataclasses import dataclass
from typing import Any, Callable

RUN = uuid.uuid4().hex[:8]
"""Marks everything that this process makes on the server."""


@dataclass(frozen=True)
class Scenario:
    run: Callable[[], Any]
    timeout_seconds: int


SCENARIOS: dict[str, Scenario] = {}


def scenario(timeout_seconds: int = 60):
    """Registers a function that returns what a user's program left on the server."""

    def register(function):
        SCENARIOS[function.__name__] = Scenario(function, timeout_seconds)
        return function

    return register


def named(prefix: str, suffix: str = "") -> str:
    return f"{prefix}-{RUN}{suffix}"
