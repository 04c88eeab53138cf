"""Flows that run to their end: well, badly, and after another try."""

from typing import Optional

from left import api, eventually, flow_runs_named, left, logs_of
from prefect import flow, get_run_logger, tags, task
from prefect.cache_policies import INPUTS
from prefect.states import Completed
from registry import RUN, named, scenario

from .tasks import add_one, explode


@scenario()
def hello_world():
    @flow(name=named("hello"), flow_run_name=named("hello"), log_prints=True)
    def hello(name: str = "world"):
        print(f"Hello, {name}!")
        get_run_logger().warning("A warning")
        return 1

    result = hello("there")
    runs = left("hello")
    [run] = flow_runs_named("hello")
    return {"result": result, "runs": runs, "logs_in_order": logs_of(run["id"])}


@scenario(120)
def two_hundred_mapped_tasks():
    @flow(flow_run_name=named("mapped"))
    def mapped():
        return sum(add_one.map(range(200)).result())

    total = mapped()
    [run] = flow_runs_named("mapped")
    of_the_run = {"flow_runs": {"id": {"any_": [run["id"]]}}}

    def completed():
        counted = {**of_the_run, "task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
        return api("POST", "/task_runs/count", counted) == 200

    def logged():
        pages = [logs_of(run["id"], offset) for offset in (0, 200)]
        return sum(message.startswith("Finished in state") for page in pages for _, message in page) == 201

    page = {**of_the_run, "limit": 200, "sort": "NAME_DESC"}
    return {
        "total": total,
        "completed": eventually(completed),
        "logged": eventually(logged),
        "states": sorted({one["state_name"] for one in api("POST", "/task_runs/filter", page)}),
        "run": run["state_name"],
    }


@scenario()
def retries_with_delays():
    attempts = []

    @task(retries=2, retry_delay_seconds=[0.1, 0.2])
    def flaky():
        attempts.append(1)
        if len(attempts) < 3:
            raise ValueError("again")
        return "done"

    @flow(flow_run_name=named("retries"))
    def retrying():
        return flaky()

    flow_attempts = []

    @flow(retries=1, retry_delay_seconds=1, flow_run_name=named("again"))
    def retried_flow():
        flow_attempts.append(1)
        if len(flow_attempts) < 2:
            raise ValueError("again")
        return "done"

    results = [retrying(), retried_flow()]
    return {"results": results, "runs": left("retries", tasks=1) + left("again")}


@scenario()
def subflows():
    @flow(flow_run_name=named("child"))
    def child(x: int):
        return add_one(x)

    @flow(flow_run_name=named("parent"))
    def parent():
        return child(1)

    return {"result": parent(), "runs": left("parent", tasks=1) + left("child", tasks=1)}


@scenario()
def failing_flows():
    @flow(flow_run_name=named("failing-task"))
    def failing_task():
        return explode()

    @flow(flow_run_name=named("failing-flow"))
    def failing_flow():
        raise RuntimeError("broken")

    @flow(flow_run_name=named("returned-state"))
    def returned_state():
        state = explode(return_state=True)
        return Completed(message=f"went on after {state.name}")

    states = [one(return_state=True).name for one in (failing_task, failing_flow, returned_state)]
    return {
        "states": states,
        "runs": left("failing-task", tasks=1) + left("failing-flow") + left("returned-state", tasks=1),
    }


@scenario()
def crashing_flows():
    @flow(flow_run_name=named("crashing"))
    def crashing():
        raise KeyboardInterrupt()

    try:
        crashing()
        crashed = False
    except KeyboardInterrupt:
        crashed = True
    return {"crashed": crashed, "runs": left("crashing")}


@scenario()
def results_and_caching():
    calls = []

    @task(cache_policy=INPUTS, persist_result=True)
    def cached(x, run):
        calls.append(x)
        return x * 2

    @flow(flow_run_name=named("caching"), persist_result=True)
    def caching():
        return [cached(4, RUN), cached(4, RUN), cached(5, RUN)]

    return {"result": caching(), "calls": calls, "runs": left("caching", tasks=3)}


@scenario()
def tags_names_and_parameters():
    @flow(flow_run_name=named("tagged", "-{color}-{size}"))
    def tagged(color: str, size: int = 3, extra: Optional[dict] = None):
        with tags("inner"):
            return add_one(size)

    with tags("outer", named("tag")):
        tagged("red", extra={"deep": [1, None, {"x": "ü"}]})
    body = {"flow_runs": {"tags": {"all_": ["outer", named("tag")]}}}
    return {"runs": left("tagged", tasks=1), "found_by_tags": api("POST", "/flow_runs/count", body)}
