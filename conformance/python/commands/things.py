"""Variables, artifacts, events, plain requests, and what the command line knows of its server."""

import json
import os
import tempfile
from pathlib import Path

from cli import Command, Transcript, lines_of
from left import api, eventually
from registry import scenario


@scenario(300)
def variable_commands():
    prefect = Transcript()
    prefect("variable", "ls")
    prefect("variable", "set", "plain", "words")
    prefect("variable", "set", "plain", "other words")
    prefect("variable", "set", "plain", "other words", "--overwrite", "--tag", "a", "--tag", "b")
    prefect("variable", "set", "deep", '{"a": [1, null, "ü"]}')
    prefect("variable", "set", "number", "7")
    prefect("variable", "set", "Not Allowed", "7")
    prefect("variable", "get", "plain")
    prefect("variable", "get", "deep")
    prefect("variable", "get", "nothing")
    prefect("variable", "inspect", "deep")
    prefect("variable", "inspect", "deep", "--output", "json")
    prefect("variable", "inspect", "nothing")
    prefect("variable", "ls")
    prefect("variable", "ls", "--limit", "1")
    prefect("variable", "ls", "--output", "json")
    prefect("variable", "unset", "plain")
    prefect("variable", "delete", "deep")
    prefect("variable", "unset", "number")
    prefect("variable", "unset", "nothing")
    return prefect.entries


@scenario(300)
def artifact_commands():
    prefect = Transcript()
    prefect("artifact", "ls")
    made = [
        api("POST", "/artifacts/", {"key": key, "type": "markdown", "data": text, "description": text.lower()})
        for key, text in (("report", "One"), ("report", "Two"), ("other", "Three"))
    ]
    prefect("artifact", "ls")
    prefect("artifact", "ls", "--all")
    prefect("artifact", "ls", "--limit", "1")
    prefect("artifact", "ls", "--output", "json")
    prefect("artifact", "inspect", "report")
    prefect("artifact", "inspect", "report", "--limit", "1")
    prefect("artifact", "inspect", "report", "--output", "json")
    prefect("artifact", "inspect", "nothing")
    prefect("artifact", "delete", "--id", made[1]["id"])
    prefect("artifact", "inspect", "report")
    prefect("artifact", "delete", "--id", made[1]["id"])
    prefect("artifact", "delete", "report")
    prefect("artifact", "delete", "other")
    prefect("artifact", "delete", "nothing")
    prefect("artifact", "delete")
    return prefect.entries


@scenario(300)
def plain_requests():
    prefect = Transcript()
    flow = '{"name": "asked", "tags": ["t"]}'
    prefect("api", "POST", "/flows/", "--data", flow)
    prefect("api", "GET", "/flows/name/asked")
    prefect("api", "get", "/flows/name/nothing")
    prefect("api", "POST", "/flows/filter", stdin='{"flows": {"name": {"any_": ["asked"]}}}')
    prefect("api", "POST", "/flows/", "--data", "{}")
    prefect("api", "POST", "/flows/", "--data", "{")
    prefect("api", "POST", "/flows/count", "-H", "X-Of-Mine: yes", "--data", '{"flows": {"name": {"any_": ["asked"]}}}')
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "filter.json").write_text('{"flows": {"tags": {"all_": ["t"]}}}')
        prefect("api", "POST", "/flows/paginate", "--data", "@filter.json", folder=folder)
    prefect("api", "GET", "/hello")
    prefect("api", "GET", "/nowhere")
    prefect("api", "PATCH", "/hello")
    flow_id = api("GET", "/flows/name/asked")["id"]
    prefect("api", "PATCH", f"/flows/{flow_id}", "--data", '{"tags": []}')
    prefect("api", "DELETE", f"/flows/{flow_id}")
    prefect("api", "DELETE", f"/flows/{flow_id}")
    return prefect.entries


@scenario(300)
def events_that_are_sent_and_watched():
    """A watcher sees what is sent after it came."""
    prefect = Transcript()
    watcher = Command("events", "stream", "--format", "json")
    emit = ("events", "emit", "own.thing.done", "--resource-id", "own.thing.1", "--payload", '{"n": 1}')

    def seen():
        prefect(*emit)
        return "own.thing.done" in watcher.said()

    if not eventually(seen):
        raise AssertionError("the watcher saw nothing")
    sent = prefect.entries[0]
    watcher.interrupt()
    event = next(json.loads(line) for line in watcher.said().splitlines() if "own.thing.done" in line)
    return {
        "sent": sent,
        "seen": {key: event[key] for key in ("event", "resource", "related", "payload")},
    }


@scenario(300)
def what_the_command_line_knows():
    prefect = Transcript()
    prefect("server", "status")
    prefect("server", "status", "--output", "json")
    prefect("server", "status", "--wait", "--timeout", "5")
    prefect("server", "services", "ls")
    version = lines_of(prefect("version"))
    kept = [line for line in version if line.startswith(("Version", "API version", "Server type", "Profile"))]
    return {"version": kept, "commands": prefect.entries[:-1]}


@scenario(300)
def profiles_that_name_the_server():
    """The address of the server comes from a profile."""
    prefect = Transcript()
    prefect("profile", "create", "here")
    prefect("config", "set", f"PREFECT_API_URL={os.environ['PREFECT_API_URL']}", "--profile", "here")
    prefect("--profile", "here", "api", "GET", "/hello")
    prefect("profile", "delete", "here")
    return prefect.entries
