"""Schedules that are added, edited, paused and deleted, and the runs that come and go with them."""

import asyncio
from datetime import datetime, timedelta, timezone
from uuid import UUID

from cli import Transcript
from left import api, eventually
from prefect import get_client
from prefect.client.schemas.schedules import CronSchedule, IntervalSchedule, RRuleSchedule
from projects import project
from registry import named, scenario

from .site import deploy, pool

DAY = timedelta(days=1)


@scenario(120)
def schedules_of_a_deployment():
    prefect = Transcript()
    steps = []
    with project() as folder, pool("scheduling") as scheduling:
        deployment_id = deploy(folder, "greet", "scheduled", scheduling)
        full_name = f"greet/{named('scheduled')}"
        tomorrow = datetime.now(timezone.utc).replace(hour=0, minute=0, second=0, microsecond=0) + DAY

        def expected():
            body = {"deployments": {"id": {"any_": [deployment_id]}}, "sort": "EXPECTED_START_TIME_ASC", "limit": 200}
            runs = [run for run in api("POST", "/flow_runs/filter", body) if run["state_type"] == "SCHEDULED"]
            starts = [datetime.fromisoformat(run["expected_start_time"].replace("Z", "+00:00")) for run in runs]
            return [(start - tomorrow) / timedelta(minutes=1) for start in starts]

        def step(name, holds):
            done = eventually(lambda: holds(expected()), 20)
            starts = expected()
            steps.append([name, bool(done), sorted({start % 60 for start in starts}), starts == sorted(set(starts))])

        async def change(work):
            async with get_client() as client:
                return await work(client, UUID(deployment_id))

        hourly = IntervalSchedule(interval=timedelta(hours=1), anchor_date=tomorrow)
        [made] = asyncio.run(change(lambda client, one: client.create_deployment_schedules(one, [(hourly, True)])))
        step("added", lambda starts: starts and all(start % 60 == 0 for start in starts))
        at_half = CronSchedule(cron="30 * * * *", timezone="UTC")
        asyncio.run(change(lambda client, one: client.update_deployment_schedule(one, made.id, schedule=at_half)))
        step("edited", lambda starts: starts and all(start % 60 == 30 for start in starts))
        prefect("deployment", "schedule", "pause", full_name, made.id)
        step("paused", lambda starts: not starts)
        prefect("deployment", "schedule", "resume", full_name, made.id)
        step("resumed", lambda starts: starts and all(start % 60 == 30 for start in starts))
        at_ten = RRuleSchedule(rrule="FREQ=HOURLY;BYMINUTE=10", timezone="UTC")
        asyncio.run(change(lambda client, one: client.create_deployment_schedules(one, [(at_ten, True)])))
        step("another", lambda starts: {start % 60 for start in starts} == {10, 30})
        asyncio.run(change(lambda client, one: client.pause_deployment(one)))
        step("deployment paused", lambda starts: not starts)
        asyncio.run(change(lambda client, one: client.resume_deployment(one)))
        step("deployment resumed", lambda starts: {start % 60 for start in starts} == {10, 30})
        asyncio.run(change(lambda client, one: client.delete_deployment_schedule(one, made.id)))
        step("one deleted", lambda starts: {start % 60 for start in starts} == {10})
        prefect("deployment", "schedule", "clear", full_name, "--accept-yes")
        step("cleared", lambda starts: not starts)
    return {"steps": steps, "commands": prefect.entries}
