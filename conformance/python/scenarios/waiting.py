"""Flows that wait for somebody, and runs that somebody ends."""

import asyncio
import threading
from typing import Optional
from uuid import UUID

from left import api, eventually, flow_runs_named, history_of, left
from prefect import flow, get_client, pause_flow_run, suspend_flow_run
from prefect.context import get_run_context
from prefect.exceptions import Pause
from prefect.flow_engine import load_flow_run, run_flow
from prefect.flow_runs import resume_flow_run
from prefect.input import RunInput
from prefect.states import Cancelled, Cancelling, Scheduled
from registry import named, scenario

from .tasks import add_one


class Answer(RunInput):
    name: str
    age: Optional[int] = None


def run_named(name: str, state: str):
    """The run of that name once it is in that state."""
    found = eventually(lambda: [one for one in flow_runs_named(name) if one["state_type"] == state])
    if not found:
        raise AssertionError(f"{name} did not become {state}")
    return found[0]


@scenario(90)
def pausing_with_input():
    @flow(flow_run_name=named("pausing"))
    def pausing():
        answer = pause_flow_run(wait_for_input=Answer, timeout=60, poll_interval=1)
        return f"{answer.name} is {answer.age}"

    results = []
    thread = threading.Thread(target=lambda: results.append(pausing()), daemon=True)
    thread.start()
    run = run_named("pausing", "PAUSED")
    wrong = api("POST", f"/flow_runs/{run['id']}/resume", {"run_input": {"age": "old"}})
    keys = [one["key"] for one in api("POST", f"/flow_runs/{run['id']}/input/filter", {"prefix": "paused"})]
    resume_flow_run(UUID(run["id"]), run_input={"name": "Ada", "age": 36})
    thread.join(timeout=60)
    return {
        "results": results,
        "wrong": [wrong["status"], wrong["details"]],
        "keys": sorted(keys),
        "runs": left("pausing"),
    }


@scenario()
def pausing_too_long():
    @flow(flow_run_name=named("too-long"))
    def too_long():
        pause_flow_run(timeout=1, poll_interval=1)

    return {"state": too_long(return_state=True).name, "runs": left("too-long")}


@scenario(90)
def suspending_with_input():
    @flow(name=named("suspending"), flow_run_name=named("suspending"), persist_result=True)
    def suspending():
        before = add_one(1)
        answer = suspend_flow_run(wait_for_input=Answer, timeout=60)
        return f"{answer.name} after {before}"

    async def deployed_run():
        async with get_client() as client:
            flow_id = await client.create_flow(suspending)
            deployment_id = await client.create_deployment(flow_id, name=named("suspending"))
            run = await client.create_flow_run_from_deployment(deployment_id, name=named("suspending"))
            return run.id

    run_id = asyncio.run(deployed_run())
    try:
        run_flow(suspending, flow_run=load_flow_run(run_id))
        suspended = False
    except Pause as pause:
        suspended = pause.state.name
    resume_flow_run(run_id, run_input={"name": "Grace"})
    result = run_flow(suspending, flow_run=load_flow_run(run_id))
    return {"suspended": suspended, "result": result, "runs": left("suspending", tasks=1)}


@scenario()
def cancelling_what_is_scheduled():
    @flow(flow_run_name=named("unstarted"))
    def unstarted():
        pass

    async def cancel():
        async with get_client() as client:
            run = await client.create_flow_run(unstarted, name=named("unstarted"), state=Scheduled())
            answer = await client.set_flow_run_state(run.id, Cancelling())
            return str(run.id), answer

    run_id, answer = asyncio.run(cancel())
    return {
        "status": answer.status.value,
        "state": answer.state.name,
        "reason": getattr(answer.details, "reason", None),
        "history": history_of("flow", run_id),
    }


@scenario()
def cancelling_what_runs():
    async def set_state(state):
        run_id = get_run_context().flow_run.id
        async with get_client() as client:
            answer = await client.set_flow_run_state(run_id, state)
            return answer.status.value

    statuses = []

    @flow(flow_run_name=named("cancelling"))
    async def cancelling():
        statuses.append(await set_state(Cancelling()))

    @flow(flow_run_name=named("cancelled"))
    async def cancelled():
        statuses.append(await set_state(Cancelled()))

    for one in (cancelling, cancelled):
        try:
            statuses.append(asyncio.run(one(return_state=True)).name)
        except BaseException as error:
            statuses.append(type(error).__name__)
    return {"statuses": statuses, "runs": left("cancelling") + left("cancelled")}
