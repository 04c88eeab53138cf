"""What flows keep on the server beside their runs, and reads through the client."""

import asyncio

from left import anonymous, api, flow_runs_named, left
from prefect import flow, get_client
from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    LogFilter,
    LogFilterFlowRunId,
    TaskRunFilter,
    TaskRunFilterFlowRunId,
)
from prefect.variables import Variable
from registry import RUN, named, scenario

from .tasks import add_one


@scenario()
def artifacts_and_variables():
    variable = f"variable_{RUN}"

    @flow(flow_run_name=named("artifacts"))
    def making():
        create_markdown_artifact("# one", key=named("report"), description="first")
        create_markdown_artifact("# two", key=named("report"), description="second")
        create_table_artifact([{"a": 1}], key=named("table"))
        progress = create_progress_artifact(10.0, key=named("progress"))
        update_progress_artifact(progress, 80.0)
        Variable.set(variable, {"deep": [1, 2]}, tags=["t"])
        Variable.set(variable, "changed", overwrite=True)
        return Variable.get(variable), Variable.get(f"no_{variable}", default="none")

    values = making()
    latest = {}
    for key in ("report", "table", "progress"):
        found = api("GET", f"/artifacts/{named(key)}/latest")
        latest[key] = {name: found[name] for name in ("data", "description", "type")}
    [run] = flow_runs_named("artifacts")
    made = api("POST", "/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [run["id"]]}}})
    kept = api("GET", f"/variables/name/{variable}")
    return {
        "values": values,
        "latest": latest,
        "made": sorted([str(one["type"]), anonymous(str(one["key"]))] for one in made),
        "variable": {key: kept[key] for key in ("value", "tags")},
        "runs": left("artifacts"),
    }


@scenario()
def reads_through_the_client():
    @flow(flow_run_name=named("reading"), log_prints=True)
    def reading():
        print("to be read")
        return add_one(1)

    reading()
    runs_left = left("reading", tasks=1)
    [run] = flow_runs_named("reading")

    async def read():
        async with get_client() as client:
            runs = await client.read_flow_runs(flow_run_filter=FlowRunFilter(id=FlowRunFilterId(any_=[run["id"]])))
            of_run = TaskRunFilter(flow_run_id=TaskRunFilterFlowRunId(any_=[run["id"]]))
            task_runs = await client.read_task_runs(task_run_filter=of_run)
            logs = await client.read_logs(LogFilter(flow_run_id=LogFilterFlowRunId(any_=[run["id"]])))
            states = await client.read_flow_run_states(runs[0].id)
            return {
                "runs": [one.state.name for one in runs],
                "task_runs": [one.state.name for one in task_runs],
                "said": any(log.message == "to be read" for log in logs),
                "states": [state.name for state in states],
            }

    return {**asyncio.run(read()), "left": runs_left}
