"""Flows, their runs, task runs and logs."""

from datetime import datetime, timedelta, timezone

from cli import Command, Transcript
from left import api, eventually
from projects import project
from registry import scenario

NOBODY = "00000000-0000-4000-8000-000000000000"


def flow_run(flow_id: str, name: str, *states, **more):
    """A run that has been in these states."""
    first, *later = states
    body = {"flow_id": flow_id, "name": name, "state": {"type": first}, **more}
    run_id = api("POST", "/flow_runs/", body)["id"]
    for state in later:
        api("POST", f"/flow_runs/{run_id}/set_state", {"state": {"type": state}, "force": True})
    return run_id


def log(number: int, **of):
    at = datetime(2030, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=number)
    return {"name": "prefect.flow_runs", "level": 20, "message": f"line {number}", "timestamp": at.isoformat(), **of}


@scenario(300)
def flow_commands():
    prefect = Transcript()
    prefect("flow", "ls")
    flows = [api("POST", "/flows/", {"name": name})["id"] for name in ("first", "second")]
    prefect("flow", "ls")
    prefect("flow", "ls", "--limit", "1")
    prefect("flow", "ls", "--output", "json")
    for flow_id in flows:
        api("DELETE", f"/flows/{flow_id}")
    return prefect.entries


@scenario(300)
def flow_run_commands():
    prefect = Transcript()
    prefect("flow-run", "ls")
    flow_id = api("POST", "/flows/", {"name": "read"})["id"]
    scheduled = flow_run(flow_id, "scheduled", "SCHEDULED")
    runs = flow_run(flow_id, "runs", "PENDING", "RUNNING", parameters={"x": [1]}, tags=["t"])
    failed = flow_run(flow_id, "failed", "RUNNING", "FAILED")
    prefect("flow-run", "ls", "--flow-name", "read", "--state", "Running")
    prefect("flow-run", "ls", "--state-type", "failed")
    prefect("flow-run", "ls", "--state-type", "SCHEDULED", "--state-type", "PAUSED", "--output", "json")
    prefect("flow-run", "ls", "--state", "Running", "--state", "Failed", "--limit", "1", "--output", "json")
    prefect("flow-run", "ls", "--state", "Nowhere")
    prefect("flow-run", "ls", "--flow-name", "nothing")
    prefect("flow-run", "inspect", runs)
    prefect("flow-run", "inspect", runs, "--output", "json")
    prefect("flow-run", "inspect", NOBODY)
    prefect("flow-run", "cancel", scheduled)
    prefect("flow-run", "cancel", runs)
    prefect("flow-run", "cancel", failed)
    prefect("flow-run", "cancel", NOBODY)
    prefect("flow-run", "ls", "--state-type", "CANCELLING")
    prefect("flow-run", "retry", runs)
    prefect("flow-run", "retry", failed)
    prefect("flow-run", "retry", "nobody")
    prefect("flow-run", "watch", failed)
    prefect("flow-run", "watch", runs, "--timeout", "1")
    prefect("flow-run", "delete", scheduled)
    prefect("flow-run", "delete", scheduled)
    prefect("flow-run", "execute", NOBODY)
    api("DELETE", f"/flows/{flow_id}")
    return prefect.entries


@scenario(300)
def a_run_is_tried_again():
    """Where it has a deployment, by whoever serves that; else here and now."""
    prefect = Transcript()
    flow_id = api("POST", "/flows/", {"name": "greet"})["id"]
    deployment_id = api("POST", "/deployments/", {"name": "again", "flow_id": flow_id})["id"]
    by_worker = flow_run(flow_id, "by-worker", "RUNNING", "FAILED", deployment_id=deployment_id)
    here = flow_run(flow_id, "here", "RUNNING", "FAILED", parameters={"name": "again"})
    prefect("flow-run", "retry", "by-worker")
    with project() as folder:
        prefect("flow-run", "retry", here, "--entrypoint", "flows.py:greet", folder=folder)
        prefect("flow-run", "retry", here, "--entrypoint", "flows.py:nothing", folder=folder)
    states = {
        run_id: [f"{one['name']}: {one['message']}" for one in api("GET", f"/flow_run_states/?flow_run_id={run_id}")]
        for run_id in (by_worker, here)
    }
    api("DELETE", f"/flows/{flow_id}")
    return {"states": list(states.values()), "commands": prefect.entries}


@scenario(300)
def logs_are_read():
    prefect = Transcript()
    flow_id = api("POST", "/flows/", {"name": "logged"})["id"]
    run_id = flow_run(flow_id, "logged", "RUNNING")
    task = {"flow_run_id": run_id, "task_key": "t", "dynamic_key": "0", "name": "told", "state": {"type": "RUNNING"}}
    task_run_id = api("POST", "/task_runs/", task)["id"]
    prefect("flow-run", "logs", run_id)
    api("POST", "/logs/", [log(number, flow_run_id=run_id) for number in range(250)])
    of_task = {"flow_run_id": run_id, "task_run_id": task_run_id, "level": 40}
    api("POST", "/logs/", [log(number, **of_task) for number in range(250, 253)])
    for options in ([], ["--head"], ["--tail"], ["--num-logs", "2"], ["--head", "--num-logs", "2"]):
        prefect("flow-run", "logs", run_id, *options)
    prefect("flow-run", "logs", run_id, "--tail", "--num-logs", "2")
    prefect("flow-run", "logs", run_id, "--reverse", "--num-logs", "3")
    prefect("flow-run", "logs", run_id, "--reverse", "--num-logs", "2", "--output", "json")
    prefect("flow-run", "logs", run_id, "--head", "--tail")
    prefect("flow-run", "logs", NOBODY)
    prefect("task-run", "logs", task_run_id)
    prefect("task-run", "logs", task_run_id, "--tail", "--num-logs", "1")
    prefect("task-run", "logs", task_run_id, "--head", "--num-logs", "1", "--output", "json")
    prefect("task-run", "logs", NOBODY)
    api("DELETE", f"/flows/{flow_id}")
    return prefect.entries


@scenario(300)
def task_run_commands():
    prefect = Transcript()
    prefect("task-run", "ls")
    flow_id = api("POST", "/flows/", {"name": "with-tasks"})["id"]
    run_id = flow_run(flow_id, "with-tasks", "RUNNING")
    body = {"flow_run_id": run_id, "task_key": "t", "state": {"type": "RUNNING"}}
    ids = [api("POST", "/task_runs/", {**body, "name": name, "dynamic_key": name})["id"] for name in ("one", "two")]
    prefect("task-run", "ls", "--task-run-name", "one")
    prefect("task-run", "ls", "--task-run-name", "two", "--output", "json")
    prefect("task-run", "ls", "--state-type", "RUNNING", "--limit", "1", "--task-run-name", "one")
    prefect("task-run", "ls", "--state", "Completed")
    prefect("task-run", "ls", "--state", "nowhere")
    prefect("task-run", "inspect", ids[0])
    prefect("task-run", "inspect", ids[0], "--output", "json")
    prefect("task-run", "inspect", NOBODY)
    api("DELETE", f"/flows/{flow_id}")
    return prefect.entries


@scenario(300)
def a_run_is_watched_to_its_end():
    flow_id = api("POST", "/flows/", {"name": "watched"})["id"]
    run_id = flow_run(flow_id, "watched", "PENDING", "RUNNING")
    watcher = Command("flow-run", "watch", run_id)

    def told():
        """Whether it told of a log of now: it asks for no others."""
        now = datetime.now(timezone.utc).isoformat()
        api("POST", "/logs/", [{**log(0, flow_run_id=run_id), "timestamp": now}])
        return "line 0" in watcher.said()

    tells = eventually(told)
    api("POST", f"/flow_runs/{run_id}/set_state", {"state": {"type": "COMPLETED"}})
    exit_code = watcher.wait()
    words = watcher.said()
    api("DELETE", f"/flows/{flow_id}")
    return {"told": tells, "exit": exit_code, "last": words.splitlines()[-1].replace(run_id, "ID")}
