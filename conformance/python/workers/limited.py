"""The order in which workers run what is late, and the limits that hold it back."""

from datetime import datetime, timedelta, timezone

from left import api, eventually, history_of
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from projects import project
from registry import named, scenario

from .site import appear, ask_for, deploy, pool, run_left, until_state, worker


def once_each(history):
    """A history without states that are entered again, as often as somebody asked."""
    return list(dict.fromkeys(history))


@scenario(180)
def late_runs_by_priority():
    """Of a pool that runs one at a time, the queue of the first priority comes first, and what is late is run."""
    with project() as folder, pool("narrow", concurrency_limit=1) as narrow:
        for priority, name in enumerate(("first", "second"), 1):
            api("POST", f"/work_pools/{narrow}/queues", {"name": name, "priority": priority})
        slow = deploy(folder, "greet", "slow", narrow, work_queue_name="second")
        fast = deploy(folder, "greet", "fast", narrow, work_queue_name="first")
        hour_ago = datetime.now(timezone.utc) - timedelta(hours=1)

        def late_run(deployment_id, name, minutes):
            at = (hour_ago + timedelta(minutes=minutes)).isoformat()
            state = {"type": "SCHEDULED", "state_details": {"scheduled_time": at}}
            return ask_for(deployment_id, name, state=state)

        runs = [late_run(slow, "low", 0), late_run(fast, "high", 2), late_run(fast, "higher", 1)]
        for run_id in runs:
            eventually(lambda: api("GET", f"/flow_runs/{run_id}")["state_name"] == "Late")
        with worker(narrow):
            ended = [until_state(run_id) for run_id in runs]
        order = [run["name"].split("-")[0] for run in sorted(ended, key=lambda run: run["start_time"])]
        return {"order": order, "histories": [history_of("flow", run_id) for run_id in runs]}


@scenario(180)
def limits_of_deployments_and_queues():
    with project() as folder, pool("wide") as wide:
        api("POST", f"/work_pools/{wide}/queues", {"name": "single", "concurrency_limit": 1})
        strict = {"limit": 1, "collision_strategy": "CANCEL_NEW"}
        refuses = deploy(folder, "wait", "refuses", wide, concurrency_limit=ConcurrencyLimitConfig(**strict), parameters={"until": "one.txt"})
        lines_up = deploy(folder, "wait", "lines-up", wide, concurrency_limit=1, parameters={"until": "one.txt"})
        single = deploy(folder, "wait", "single", wide, work_queue_name="single", parameters={"until": "one.txt"})
        with worker(wide):
            holders = [ask_for(one, "holder") for one in (refuses, lines_up, single)]
            for run_id in holders:
                until_state(run_id, "RUNNING")
            refused, waiting, queued = (ask_for(one, "next") for one in (refuses, lines_up, single))
            until_state(refused)
            eventually(lambda: api("GET", f"/flow_runs/{waiting}")["state_name"] == "AwaitingConcurrencySlot")
            before = api("GET", f"/flow_runs/{queued}")["state_name"]
            appear(folder, "one.txt")
            for run_id in (*holders, waiting, queued):
                until_state(run_id)
        histories = {
            "refused": history_of("flow", refused),
            "waiting": once_each(history_of("flow", waiting)),
            "queued": history_of("flow", queued),
        }
        return {"before": before, "histories": histories}
