"""Changes of many runs at once, over all that the scenarios before this one left."""

import asyncio

from left import anonymous, api, flow_runs_named, history_of
from prefect import flow, get_client
from prefect.states import Completed, Running, Scheduled
from registry import RUN, named, scenario


@scenario(90)
def bulk_changes():
    @flow(name=named("bulk"))
    def bulk():
        pass

    async def make():
        async with get_client() as client:
            for index in range(8):
                await client.create_flow_run(bulk, name=named("bulk", f"-{index}"), state=Scheduled())
            await client.create_flow_run(bulk, name=named("bulk", "-done"), state=Completed())
            await client.create_flow_run(bulk, name=named("bulk", "-runs"), state=Running())

    asyncio.run(make())
    names = {run["id"]: anonymous(run["name"]) for run in flow_runs_named("")}

    def change(state, **more):
        chosen = {"flow_runs": {"name": {"like_": RUN}}, "state": state, "limit": 50, **more}
        answer = api("POST", "/flow_runs/bulk_set_state", chosen)
        return sorted(
            [names[one["flow_run_id"]], one["status"], one["state"]["name"], anonymous(one["details"].get("reason"))]
            for one in answer["results"]
        )

    return {
        "runs": len(names),
        "cancelling": change({"type": "CANCELLING"}),
        "scheduled_again": change({"type": "SCHEDULED"}),
        "by_force": change({"type": "FAILED", "message": "all of them"}, force=True),
        "histories": sorted([name, history_of("flow", run_id)] for run_id, name in names.items()),
    }
