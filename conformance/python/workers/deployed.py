"""Flows that are deployed with the client and run by one worker, of all of its pool or of one queue."""

from left import api, eventually, flow_runs_named
from projects import project
from registry import RUN, named, scenario

from .site import ask_for, deploy, pool, run_left, until_state, worker


@scenario(180)
def a_worker_runs_what_is_deployed():
    with project() as folder, pool("busy") as busy:
        env = {"env": {"GREETER": "a deployment"}}
        more = {"job_variables": env, "tags": ["deployed"], "parameters": {"times": 2}, "description": "for all"}
        greets = deploy(folder, "greet", "greets", busy, **more)
        fails, leaves, asks = (deploy(folder, name, name, busy) for name in ("fail", "leave", "ask"))
        wanted = {"deployment": f"greet/{named('greets')}", "mark": RUN}
        with worker(busy):
            changed = {"env": {"GREETER": "a run"}}
            runs = [
                ask_for(greets, "greeting", parameters={"name": "Ada"}, job_variables=changed, tags=["asked"]),
                ask_for(fails, "failing"),
                ask_for(leaves, "leaving"),
                ask_for(asks, "asking", parameters=wanted),
            ]
            for run_id in runs:
                until_state(run_id)
            [left_behind] = eventually(lambda: flow_runs_named("left"))
            until_state(left_behind["id"])
            finished = [run_left(name) for name in ("greeting", "failing", "waited", "left")]
            others = [run_left("leaving", "Check the flow run logs"), run_left("asking", tasks=2)]
            kept = api("GET", f"/deployments/{greets}")
        return {
            "deployment": {key: kept[key] for key in ("job_variables", "tags", "parameters", "description", "entrypoint")},
            "status_while_polled": kept["status"],
            "runs": finished + others,
        }


@scenario(120)
def a_worker_of_one_queue():
    """Runs of other queues are left alone."""
    with project() as folder, pool("queued") as queued:
        mine = deploy(folder, "greet", "mine", queued, work_queue_name="mine")
        others = deploy(folder, "greet", "others", queued, work_queue_name="others")
        other_run = ask_for(others, "others")
        with worker(queued, "--work-queue", "mine"):
            until_state(ask_for(mine, "mine"))
            runs = [run_left("mine")]
        states = [api("GET", f"/flow_runs/{other_run}")["state_name"]]
        queues = api("POST", f"/work_pools/{queued}/queues/filter", {})
        polled = sorted([queue["name"], queue["last_polled"] is not None] for queue in queues)
        return {"others": states, "polled": polled, "runs": runs}
