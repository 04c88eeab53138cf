"""A worker that is asked to end what is left of a run whose cancellation nobody confirmed."""

import asyncio
from datetime import datetime, timezone

from left import eventually
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.states import Cancelling, Running, Scheduled
from prefect.workers.process import ProcessWorker
from registry import named, scenario

HANDLE = "host:4242"
SECONDS_TO_LOOK_FOR_MORE = 2


class Ender(ProcessWorker):
    type = "ender"

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.ended = []

    async def kill_infrastructure(self, infrastructure_pid, configuration, grace_seconds=30):
        self.ended.append([infrastructure_pid, grace_seconds])


@flow
def stuck():
    pass


async def cancelled_run(client, pool):
    flow_id = await client.create_flow(stuck)
    deployment_id = await client.create_deployment(flow_id=flow_id, name=named("stuck"), work_pool_name=pool)
    far = Scheduled(scheduled_time=datetime(2035, 1, 1, tzinfo=timezone.utc))
    run = await client.create_flow_run_from_deployment(deployment_id, state=far)
    await client.update_flow_run(run.id, infrastructure_pid=HANDLE)
    await client.set_flow_run_state(run.id, Running(), force=True)
    await client.set_flow_run_state(run.id, Cancelling(), force=True)
    return run.id


async def end_what_is_left():
    pool = named("enders")
    async with Ender(work_pool_name=pool, name="ender", heartbeat_interval_seconds=2) as worker:
        await worker.sync_with_backend()
        async with get_client() as client:
            run_id = await cancelled_run(client, pool)
            await asyncio.to_thread(eventually, lambda: worker.ended)
            await asyncio.sleep(SECONDS_TO_LOOK_FOR_MORE)
            run = await client.read_flow_run(run_id)
            await client.delete_work_pool(pool)
    return {"ended": worker.ended, "state": [run.state.name, run.state.message]}


@scenario(90)
def a_worker_ends_what_is_left_of_a_run():
    return asyncio.run(end_what_is_left())
