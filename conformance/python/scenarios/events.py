"""What programs say to each other and to whoever listens: inputs of runs, events, assets."""

import asyncio
import threading

from left import anonymous, api, eventually, flow_runs_named, left
from prefect import flow, get_client, states, task
from prefect.assets import Asset, AssetProperties, add_asset_metadata, materialize
from prefect.events import emit_event
from prefect.events.clients import PrefectEventsClient, PrefectEventSubscriber
from prefect.events.filters import EventFilter, EventNameFilter
from prefect.events.schemas.events import Event
from prefect.input import RunInput, receive_input, send_input
from registry import RUN, named, scenario


class Order(RunInput):
    item: str
    amount: int = 1


def events_found(chosen, number: int):
    """So many events that are chosen, without what differs from run to run."""

    def read():
        found = api("POST", "/events/filter", {"filter": {**chosen, "order": "ASC"}, "limit": 50})["events"]
        return found if len(found) >= number else None

    found = eventually(read)
    if found is None:
        raise AssertionError(f"there were never {number} events of {chosen}")
    return [
        {
            "event": anonymous(one["event"]),
            "resource": {key: anonymous(value) for key, value in one["resource"].items()},
            "related": sorted(
                [related["prefect.resource.role"], anonymous(related["prefect.resource.id"])]
                for related in one["related"]
            ),
            "payload": one["payload"],
            "follows": one["follows"] is not None,
        }
        for one in found
    ]


@scenario()
def inputs_of_a_run():
    @flow(flow_run_name=named("receiving"))
    async def receiving():
        orders = []
        async for order in Order.receive(timeout=30, poll_interval=0.2):
            orders.append([order.item, order.amount])
            if order.item == "last":
                break
        async for word in receive_input(str, timeout=30, poll_interval=0.2):
            return [*orders, word]

    results = []
    thread = threading.Thread(target=lambda: results.append(asyncio.run(receiving())), daemon=True)
    thread.start()
    [run] = eventually(lambda: [one for one in flow_runs_named("receiving") if one["state_type"] == "RUNNING"])

    async def send():
        await Order(item="first", amount=2).send_to(run["id"])
        await send_input("stop", run["id"])
        await Order(item="last").send_to(run["id"])

    asyncio.run(send())
    thread.join(timeout=40)
    kept = api("POST", f"/flow_runs/{run['id']}/input/filter", {"prefix": ""})
    return {"results": results, "kept": len(kept), "runs": left("receiving")}


@scenario()
def events_of_a_flow():
    @task
    def told():
        emit_event(named("told"), resource={"prefect.resource.id": "of-a-task"}, payload={"deep": [1, None]})

    @flow(name=named("telling"), flow_run_name=named("telling"))
    def telling():
        told()
        related = [{"prefect.resource.id": "beside", "prefect.resource.role": "witness"}]
        emit_event(named("told"), resource={"prefect.resource.id": "of-a-flow"}, related=related)

    telling()
    return {"events": events_found({"event": {"name": [named("told")]}}, 2)}


@scenario()
def assets_of_a_flow():
    properties = AssetProperties(name="numbers", description="all", owners=["ada"], url="https://there")
    numbers = Asset(key=f"s3://{RUN}/numbers", properties=properties)

    @materialize(numbers, by="hand")
    def make():
        add_asset_metadata(numbers, {"rows": 5})
        return 1

    @materialize(f"postgres://{RUN}/sums", asset_deps=[f"s3://{RUN}/elsewhere"])
    def add(x):
        return x

    @materialize(f"s3://{RUN}/broken")
    def fail():
        raise ValueError("no luck")

    @flow(flow_run_name=named("assets"))
    def making():
        add(make())
        return fail(return_state=True).name

    state = making()
    ids = {"id_prefix": [f"s3://{RUN}", f"postgres://{RUN}"]}
    events = events_found({"event": {"prefix": ["prefect.asset."]}, "resource": ids}, 4)
    return {"state": state, "events": sorted(events, key=lambda one: sorted(one["resource"].items()) + [one["event"]])}


@scenario()
def listening_to_events():
    names = [named("heard"), named("unheard")]

    async def listen():
        heard = []
        chosen = EventFilter(event=EventNameFilter(name=[names[0]]))
        async with PrefectEventSubscriber(filter=chosen) as subscriber, PrefectEventsClient() as client:
            for number in range(6):
                resource = {"prefect.resource.id": "teller"}
                await client.emit(Event(event=names[number % 2], resource=resource, payload={"number": number}))
            async for event in subscriber:
                heard.append(event.payload["number"])
                if len(heard) == 3:
                    return heard

    return {"heard": asyncio.run(asyncio.wait_for(listen(), 30))}


@scenario()
def proposals_of_a_program():
    """Every kind of state is proposed to a run in every kind, as an engine would."""
    kinds = {
        "pending": states.Pending,
        "running": states.Running,
        "completed": states.Completed,
        "failed": states.Failed,
        "cancelled": states.Cancelled,
        "cancelling": states.Cancelling,
        "crashed": states.Crashed,
        "paused": lambda: states.Paused(timeout_seconds=60),
        "again": states.AwaitingRetry,
    }

    @flow(name=named("proposing"))
    def proposing():
        pass

    with get_client(sync_client=True) as client:

        def propose(first, second):
            run = client.create_flow_run(proposing, state=kinds[first]())
            answer = client.set_flow_run_state(run.id, kinds[second]())
            after = client.read_flow_run(run.id)
            reason = getattr(answer.details, "reason", None)
            return [answer.status.value, reason, after.state.name, after.run_count]

        return {f"{first} to {second}": propose(first, second) for first in kinds for second in kinds}
