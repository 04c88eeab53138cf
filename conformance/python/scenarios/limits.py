"""Limits of concurrency, and tasks that run in another place than the program that asked for them."""

import asyncio
import threading
import time

from left import ENDED, api, eventually, history_of, left
from prefect import flow, get_client, task
from prefect.concurrency.sync import concurrency, rate_limit
from prefect.task_worker import aserve
from registry import named, scenario


class Counted:
    """Counts who is inside at the same time."""

    def __init__(self):
        self.lock = threading.Lock()
        self.inside = 0
        self.entered = 0
        self.most = 0

    def __enter__(self):
        with self.lock:
            self.inside += 1
            self.entered += 1
            self.most = max(self.most, self.inside)

    def __exit__(self, *_):
        with self.lock:
            self.inside -= 1


@scenario(90)
def global_concurrency():
    api("POST", "/v2/concurrency_limits/", {"name": named("gcl"), "limit": 2})
    api("POST", "/v2/concurrency_limits/", {"name": named("rate"), "limit": 50, "slot_decay_per_second": 50.0})
    counted = Counted()

    def hold():
        with concurrency(named("gcl"), occupy=1), counted:
            time.sleep(0.2)

    threads = [threading.Thread(target=hold) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(3):
        rate_limit(named("rate"))
    limit = api("GET", f"/v2/concurrency_limits/{named('gcl')}")
    return {
        "never_more_than_two": counted.most <= 2,
        "entered": counted.entered,
        "active_slots": limit["active_slots"],
    }


@scenario(90)
def task_tag_concurrency():
    api("POST", "/concurrency_limits/", {"tag": named("db"), "concurrency_limit": 1})
    counted = Counted()

    @task(tags=[named("db")])
    def limited():
        with counted:
            time.sleep(0.1)

    @flow(flow_run_name=named("limited"))
    def limited_flow():
        for future in [limited.submit() for _ in range(3)]:
            future.result()

    limited_flow()
    limit = api("GET", f"/concurrency_limits/tag/{named('db')}")
    return {"most": counted.most, "active": len(limit["active_slots"]), "runs": left("limited", tasks=3)}


@scenario(90)
def background_tasks():
    @task(name=named("background"), persist_result=True)
    def background(x):
        return x * 10

    @task(name=named("broken"), retries=1, tags=["late"])
    def broken():
        raise ValueError("no luck")

    def ended(task_run_id):
        return api("GET", f"/task_runs/{task_run_id}")["state_type"] in ENDED

    async def serve_and_ask():
        serving = asyncio.ensure_future(aserve(background, broken, limit=2))
        futures = [background.delay(number) for number in (1, 2, 3)] + [broken.delay()]
        for future in futures:
            await asyncio.to_thread(eventually, lambda: ended(future.task_run_id), 40)
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        async with get_client() as client:
            runs = [await client.read_task_run(future.task_run_id) for future in futures]
            return runs, [await run.state.aresult() for run in runs[:3]]

    runs, results = asyncio.run(serve_and_ask())
    return {
        "results": results,
        "states": [run.state_name for run in runs],
        "run_counts": [run.run_count for run in runs],
        "tags": [run.tags for run in runs],
        "histories": [history_of("task", str(run.id)) for run in runs],
    }
