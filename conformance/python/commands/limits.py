"""Limits of concurrency: of tags, and global ones."""

import json
import tempfile
from pathlib import Path

from cli import Transcript, data_of
from left import api
from registry import scenario


@scenario(300)
def tag_limit_commands():
    prefect = Transcript()
    prefect("concurrency-limit", "ls")
    prefect("concurrency-limit", "create", "db", "2")
    prefect("concurrency-limit", "create", "db", "3")
    prefect("concurrency-limit", "create", "none", "0")
    prefect("concurrency-limit", "create", "less", "-1")
    prefect("concurrency-limit", "ls")
    prefect("concurrency-limit", "ls", "--limit", "1", "--offset", "1")
    prefect("concurrency-limit", "ls", "--output", "json")
    prefect("concurrency-limit", "inspect", "db")
    prefect("concurrency-limit", "inspect", "db", "--output", "json")
    prefect("concurrency-limit", "inspect", "nothing")
    prefect("concurrency-limit", "reset", "db")
    prefect("concurrency-limit", "reset", "nothing")
    for tag in ("db", "none", "less", "nothing"):
        prefect("concurrency-limit", "delete", tag)
    return prefect.entries


@scenario(300)
def global_limit_commands():
    prefect = Transcript()
    prefect("global-concurrency-limit", "ls")
    prefect("gcl", "create", "wide", "--limit", "5")
    prefect("gcl", "create", "wide", "--limit", "5")
    prefect("gcl", "create", "slow", "--limit", "2", "--slot-decay-per-second", "0.5", "--disable")
    prefect("gcl", "create", "held", "--limit", "2", "--active-slots", "1")
    prefect("gcl", "create", "bad", "--limit", "-2")
    prefect("gcl", "create", "a/b", "--limit", "2")
    prefect("gcl", "ls")
    prefect("gcl", "ls", "--output", "json")
    prefect("gcl", "inspect", "wide")
    prefect("gcl", "inspect", "slow", "--output", "json")
    prefect("gcl", "inspect", "nothing")
    prefect("gcl", "disable", "wide")
    prefect("gcl", "disable", "wide")
    prefect("gcl", "disable", "nothing")
    prefect("gcl", "enable", "wide")
    prefect("gcl", "enable", "wide")
    prefect("gcl", "enable", "nothing")
    prefect("gcl", "update", "wide", "--limit", "9", "--active-slots", "3", "--slot-decay-per-second", "0.1")
    prefect("gcl", "update", "slow", "--enable")
    prefect("gcl", "update", "wide")
    prefect("gcl", "update", "nothing", "--limit", "1")
    prefect("gcl", "update", "wide", "--limit", "-1")
    prefect("gcl", "ls")
    with tempfile.TemporaryDirectory() as folder:
        prefect("gcl", "inspect", "wide", "--output", "json", "--file", "limit.json", folder=folder)
        kept = json.loads(Path(folder, "limit.json").read_text())
    for name in ("wide", "slow", "held", "nothing"):
        prefect("gcl", "delete", name)
    return {"file": sorted(kept), "commands": prefect.entries}


@scenario(300)
def a_limit_that_is_held():
    """Both kinds of commands show the slots that somebody holds."""
    prefect = Transcript()
    prefect("gcl", "create", "seats", "--limit", "2")
    lease = api("POST", "/v2/concurrency_limits/increment-with-lease", {"names": ["seats"], "slots": 2})
    prefect("gcl", "ls")
    api("POST", "/v2/concurrency_limits/decrement-with-lease", {"lease_id": lease["lease_id"]})
    slots = data_of("gcl", "inspect", "seats", "--output", "json")["active_slots"]
    prefect("gcl", "delete", "seats")
    return {"slots": slots, "commands": prefect.entries}
