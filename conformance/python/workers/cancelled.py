"""Runs that are cancelled while a worker runs them, and workers that are lost."""

from cli import lines_of, prefect
from left import api, eventually
from projects import project
from registry import scenario

from .site import appear, ask_for, deploy, lost, pool, run_left, until_said, until_state, worker


@scenario(180)
def a_run_is_cancelled_in_its_worker():
    with project() as folder, pool("cancelling") as cancelling:
        waits = deploy(folder, "wait", "cancelled", cancelling)
        with worker(cancelling):
            run_id = ask_for(waits, "cancelled")
            until_said(run_id, "waiting")
            said = prefect("flow-run", "cancel", run_id)
            until_state(run_id)
            run = run_left("cancelled")
        return {"said": lines_of(said.said()), "run": run}


@scenario(180)
def a_worker_is_lost():
    """The process of its run goes on to the end, and a worker of the same name takes what comes next."""
    with project() as folder, pool("losing") as losing:
        waits = deploy(folder, "wait", "lost", losing)
        with worker(losing) as first:
            run_id = ask_for(waits, "outlives")
            until_said(run_id, "waiting")
            lost(first)
            status = eventually(lambda: workers_of(losing)[0][1] == "OFFLINE")
            with worker(losing):
                back = eventually(lambda: workers_of(losing)[0][1] == "ONLINE")
                appear(folder)
                until_state(run_id)
                until_state(ask_for(waits, "next-one"))
                runs = [run_left("outlives"), run_left("next-one")]
        return {"went_offline": bool(status), "came_back": bool(back), "runs": runs}


def workers_of(pool_name: str):
    found = api("POST", f"/work_pools/{pool_name}/workers/filter", {})
    return [[one["name"], one["status"]] for one in found]
