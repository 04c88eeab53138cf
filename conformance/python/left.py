"""What is left on the server, read back through the API and freed from ids, times and generated names."""

import json
import re
import tempfile
import time

import httpx
from prefect.settings import PREFECT_API_URL
from registry import RUN

ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")
SETTLED_AFTER_SECONDS = 0.4
WAIT_SECONDS = 30

REPLACEMENTS = (
    (re.compile(re.escape(tempfile.gettempdir()) + r"/[^\s'\"]+"), "PATH"),
    (re.compile(r"(?i)(\bprocess(?: with pid)?|\bpid) '?\d+'?"), r"\1 PID"),
    (re.compile(RUN), "RUN"),
    (re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}"), "ID"),
    (re.compile(r"https?://\S+"), "URL"),
    (re.compile(r"0x[0-9a-f]+"), "ADDRESS"),
    (re.compile(r"(?<=\w-)[0-9a-f]{3}(?=')"), "xyz"),
)

connection = httpx.Client(timeout=60)


def api(method: str, path: str, body=None):
    """A plain request, for what the client has no function for."""
    response = connection.request(method, PREFECT_API_URL.value() + path, json=body)
    response.raise_for_status()
    return response.json() if response.content else None


def eventually(probe, timeout: float = WAIT_SECONDS):
    """The first true value that probe returns; the last one if none comes in time."""
    end = time.monotonic() + timeout
    while not (value := probe()) and time.monotonic() < end:
        time.sleep(0.1)
    return value


def settled(read, complete):
    """What read returns once it is complete and no longer changes: servers record some things a moment later."""
    end = time.monotonic() + WAIT_SECONDS
    before, value = None, read()
    while not (value == before and complete(value)) and time.monotonic() < end:
        time.sleep(SETTLED_AFTER_SECONDS)
        before, value = value, read()
    return value


def anonymous(text):
    """The first line of a text without what differs from run to run."""
    if text is None:
        return None
    line = text.split("\n", 1)[0]
    for pattern, replacement in REPLACEMENTS:
        line = pattern.sub(replacement, line)
    return line


def flow_runs_named(prefix: str):
    body = {"flow_runs": {"name": {"like_": f"{prefix}-{RUN}"}}, "limit": 200}
    return sorted(api("POST", "/flow_runs/filter", body), key=lambda run: run["name"])


def history_of(kind: str, run_id: str):
    states = api("GET", f"/{kind}_run_states/?{kind}_run_id={run_id}")
    return [f"{state['type']} {state['name']}: {anonymous(state['message'])}" for state in states]


def logs_of(flow_run_id: str, offset: int = 0):
    logs = {"flow_run_id": {"any_": [flow_run_id]}}
    body = {"logs": logs, "sort": "TIMESTAMP_ASC", "limit": 200, "offset": offset}
    return [[log["level"], anonymous(log["message"])] for log in api("POST", "/logs/filter", body)]


def task_runs_of(flow_run_id: str):
    body = {"flow_runs": {"id": {"any_": [flow_run_id]}}, "limit": 200}
    tasks = [
        {
            "key": task_run["task_key"].rsplit("-", 1)[0],
            "state": f"{task_run['state_type']} {task_run['state_name']}",
            "history": history_of("task", task_run["id"]),
            "run_count": task_run["run_count"],
            "tags": sorted(anonymous(tag) for tag in task_run["tags"]),
            "child": task_run["state"]["state_details"]["child_flow_run_id"] is not None,
            "cached": task_run["state"]["state_details"]["cache_key"] is not None,
            "inputs": {key: [one["input_type"] for one in value] for key, value in task_run["task_inputs"].items()},
            "started": task_run["start_time"] is not None,
            "ended": task_run["end_time"] is not None,
        }
        for task_run in api("POST", "/task_runs/filter", body)
    ]
    return sorted(tasks, key=lambda task: json.dumps(task, sort_keys=True))


def run_as_left(run, tasks: int):
    """A flow run with its history, its task runs, of which there are so many, and its logs."""

    def recorded(found):
        return len(found) == tasks and all(one["state"].split()[0] in ENDED for one in found)

    return {
        "name": anonymous(run["name"]),
        "state": f"{run['state_type']} {run['state_name']}",
        "history": history_of("flow", run["id"]),
        "run_count": run["run_count"],
        "tags": sorted(anonymous(tag) for tag in run["tags"]),
        "parameters": json.loads(anonymous(json.dumps(run["parameters"]))),
        "is_subflow": run["parent_task_run_id"] is not None,
        "started": run["start_time"] is not None,
        "ended": run["end_time"] is not None,
        "took_time": run["total_run_time"] > 0,
        "tasks": settled(lambda: task_runs_of(run["id"]), recorded),
        "logs": sorted(settled(lambda: logs_of(run["id"]), len)),
    }


def left(prefix: str, tasks: int = 0):
    """What the runs of that name prefix left; each has so many task runs."""
    return [run_as_left(run, tasks) for run in flow_runs_named(prefix)]
