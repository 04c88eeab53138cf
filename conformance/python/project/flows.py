"""Flows that are deployed. They are run by processes of the client, in a copy of this folder."""

import os
import time
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.deployments import run_deployment
from prefect.logging.handlers import APILogHandler


@flow
def greet(name: str = "world", times: int = 1):
    """Greets."""
    get_run_logger().info("hello %s from %s", name, os.environ.get("GREETER", "nobody"))
    return [name] * times


@flow
def wait(until: str = "here.txt", seconds: float = 60):
    """Waits until there is a file of that name."""
    get_run_logger().info("waiting")
    end = time.monotonic() + seconds
    while not Path(until).exists() and time.monotonic() < end:
        time.sleep(0.1)


@flow
def fail():
    raise ValueError("no luck")


@flow
def leave():
    APILogHandler().flush()
    os._exit(7)


@flow
def ask(deployment: str, mark: str):
    """Has another deployment run: once waiting for its end, and once not."""

    def run(name, **more):
        return run_deployment(deployment, parameters={"name": name}, flow_run_name=f"{name}-{mark}", **more)

    waited, left = run("waited", poll_interval=0.5), run("left", timeout=0)
    get_run_logger().info("%s then %s", waited.state.name, left.state.name)
