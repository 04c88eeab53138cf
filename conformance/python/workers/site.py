"""What the scenarios of workers share: pools with a worker, deployments, and runs that are waited for."""

import os
import signal
from contextlib import contextmanager
from pathlib import Path

from cli import Command
from left import ENDED, api, eventually, flow_runs_named, logs_of, run_as_left
from prefect.flows import Flow
from registry import named

# For all that is started: whoever polls does so often, since nobody is there to wait for.
os.environ.update(
    PREFECT_WORKER_QUERY_SECONDS="0.5",
    PREFECT_WORKER_HEARTBEAT_SECONDS="2",
    PREFECT_WORKER_CANCELLATION_POLL_SECONDS="1",
    PREFECT_RUNNER_POLL_FREQUENCY="1",
)

RUN_TIMEOUT_SECONDS = 100


@contextmanager
def pool(name: str, **more):
    """A work pool of processes."""
    api("POST", "/work_pools/", {"name": named(name), "type": "process", **more})
    yield named(name)


@contextmanager
def worker(pool_name: str, *options):
    """A worker of that pool, in a process of its own, which is interrupted at the end."""
    start = ("worker", "start", "--pool", pool_name, "--name", named("worker"), *options)
    command = Command(*start)
    try:
        yield command
        if command.process.is_alive():
            command.interrupt()
    finally:
        command.kill()


def deploy(folder: str, function: str, name: str, pool_name: str, **more):
    """Deploys a flow of the project with the client; answers the id."""
    flow = Flow.from_source(source=folder, entrypoint=f"flows.py:{function}")
    silent = {"print_next_steps": False, "ignore_warnings": True}
    return str(flow.deploy(name=named(name), work_pool_name=pool_name, **silent, **more))


def ask_for(deployment_id: str, name: str, **more):
    """Asks for a run of a deployment; answers its id."""
    return api("POST", f"/deployments/{deployment_id}/create_flow_run", {"name": named(name), **more})["id"]


def until_state(run_id: str, *types: str):
    """The run once its state is of one of these types, which is the end if none is named."""
    wanted = types or ENDED

    def found():
        run = api("GET", f"/flow_runs/{run_id}")
        return run if run["state_type"] in wanted else None

    run = eventually(found, RUN_TIMEOUT_SECONDS)
    if not run:
        raise AssertionError(f"{api('GET', f'/flow_runs/{run_id}')['name']} did not become {wanted}")
    return run


def appear(folder: str, name: str = "here.txt"):
    """Lets the flows end that wait for a file of that name."""
    Path(folder, name).touch()


def lost(command: Command):
    """Ends a worker, and it alone, as a lack of memory would."""
    os.kill(command.process.pid, signal.SIGKILL)
    command.wait()


def until_said(run_id: str, words: str):
    """Returns once a log of the run begins with these words."""
    said = eventually(lambda: any(text.startswith(words) for _, text in logs_of(run_id)), RUN_TIMEOUT_SECONDS)
    if not said:
        raise AssertionError(f"{api('GET', f'/flow_runs/{run_id}')['name']} did not say '{words}'")


def run_left(name: str, last_words: str = "Finished in state", tasks: int = 0):
    """What a run left that was waited for, once its process has sent the log that is its last."""
    [run] = flow_runs_named(name)
    until_said(run["id"], last_words)
    return run_as_left(run, tasks)
