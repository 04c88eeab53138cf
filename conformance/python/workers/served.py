"""Flows that serve themselves."""

from datetime import datetime, timedelta, timezone

from cli import Command
from left import api, eventually
from projects import project
from registry import named, scenario

from .site import ask_for, run_left, until_state


@scenario(120)
def a_flow_that_is_served():
    """Its schedule makes runs, others ask for runs, and it is paused when it stops."""
    name = named("served")
    soon = (datetime.now(timezone.utc) + timedelta(seconds=8)).isoformat()
    schedule = ("--interval", "60", "--anchor-date", soon, "--tag", "served", "--limit", "2")

    def scheduled():
        body = {"deployments": {"name": {"any_": [name]}}, "sort": "EXPECTED_START_TIME_ASC"}
        return [run for run in api("POST", "/flow_runs/filter", body) if run["auto_scheduled"]]

    def deployment():
        found = api("POST", "/deployments/filter", {"deployments": {"name": {"any_": [name]}}})
        return found[0] if found else None

    with project() as folder:
        serving = Command("flow", "serve", "flows.py:greet", "--name", name, *schedule, folder=folder)
        try:
            made = eventually(deployment)
            asked = ask_for(made["id"], "by-hand", parameters={"name": "Grace"})
            first = eventually(scheduled)[0]
            ended = [until_state(run_id) for run_id in (first["id"], asked)]
            by_hand = run_left("by-hand")
            at_work = {key: deployment()[key] for key in ("status", "paused")}
            serving.interrupt()
        finally:
            serving.kill()
    stopped = deployment()
    return {
        "at_work": at_work,
        "scheduled": [ended[0][key] for key in ("state_name", "tags", "parameters", "created_by")][:3],
        "run": by_hand,
        "stopped": [stopped["paused"], [one["active"] for one in stopped["schedules"]]],
        "left_scheduled": len([run for run in scheduled() if run["state_type"] == "SCHEDULED"]),
    }
