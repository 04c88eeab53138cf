"""Deployments: made from a project's file, read, scheduled, run and deleted."""

import json
from contextlib import contextmanager

from cli import Transcript, data_of, plain
from left import api
from projects import project
from registry import scenario

PREFECT_YAML = """
name: things
prefect-version: 3.8.8

definitions:
  pool: &pool
    name: deploying
    job_variables:
      env:
        GREETER: "{{ prefect.variables.greeter }}"

deployments:
- name: full
  entrypoint: flows.py:greet
  description: Greets on time.
  version: "4"
  tags: [a, "{{ prefect.variables.tag }}"]
  parameters:
    name: "{{ prefect.variables.greeted }}"
    times: 2
  concurrency_limit:
    limit: 3
    collision_strategy: CANCEL_NEW
  work_pool:
    <<: *pool
    work_queue_name: quick
  schedules:
  - cron: "0 6 * * *"
    timezone: Europe/Berlin
    slug: mornings
    parameters:
      name: morning
  - interval: 600
    anchor_date: "2030-01-01T00:00:00+00:00"
    active: false
  - rrule: FREQ=WEEKLY;BYDAY=MO
    timezone: America/New_York
- name: plain
  entrypoint: flows.py:wait
  work_pool: *pool
  enforce_parameter_schema: false
"""

KEPT = (
    "name",
    "version",
    "description",
    "paused",
    "concurrency_limit",
    "concurrency_options",
    "job_variables",
    "parameters",
    "tags",
    "labels",
    "entrypoint",
    "pull_steps",
    "parameter_openapi_schema",
    "work_pool_name",
    "work_queue_name",
    "enforce_parameter_schema",
    "status",
)


def deployed(name: str):
    """What is kept on the server of a deployment and its schedules."""
    found = api("GET", f"/deployments/name/{name}")
    schedules = [
        {key: one[key] for key in ("schedule", "active", "max_scheduled_runs", "parameters", "slug")}
        for one in found["schedules"]
    ]
    kept = {**{key: found[key] for key in KEPT}, "schedules": sorted(schedules, key=json.dumps)}
    return plain(kept)


@scenario(300)
def deploying_from_a_file():
    prefect = Transcript()
    for name, value in (("greeter", "a variable"), ("tag", "of-variable"), ("greeted", "you")):
        prefect("variable", "set", name, value)
    with project(prefect=PREFECT_YAML) as folder:
        at = {"folder": folder}
        prefect("deploy", "--all", **at)
        prefect("work-pool", "create", "deploying", "--type", "process")
        prefect("deploy", "--all", **at)
        left = [deployed("greet/full"), deployed("wait/plain")]
        prefect("deploy", "--name", "full", "--tag", "other", "--param", "times=5", "--concurrency-limit", "1", **at)
        left.append(deployed("greet/full"))
        prefect("deploy", "--name", "nothing", **at)
        prefect("deploy", "--name", "plain", "--work-queue", "made", "--job-variable", 'env={"A": "1"}', **at)
        left.append(deployed("wait/plain"))
        prefect("deploy", "--name", "plain", "--cron", "not a cron", **at)
        prefect("deploy", "--name", "plain", "--cron", "0 0 * * *", "--timezone", "Europe/Paris", **at)
        left.append(deployed("wait/plain"))
        prefect("deploy", "flows.py:greet", "--name", "more", "--pool", "deploying", "--interval", "60", **at)
        prefect("deploy", "flows.py:nothing", "--name", "more", "--pool", "deploying", **at)
        left.append(deployed("greet/more"))
    for name in ("greeter", "tag", "greeted"):
        prefect("variable", "unset", name)
    prefect("deployment", "delete", "--all")
    prefect("work-pool", "delete", "deploying")
    return {"left": left, "commands": prefect.entries}


@contextmanager
def two_deployments():
    """`here/one` and `here/two`, in a pool of their own, where nothing runs."""
    flow_id = api("POST", "/flows/", {"name": "here"})["id"]
    api("POST", "/work_pools/", {"name": "still", "type": "process"})
    properties = {"x": {"type": "integer"}, "y": {"type": "string"}}
    # In the order in which PostgreSQL keeps them: the shortest first.
    schema = {"type": "object", "required": ["x"], "properties": properties}
    for name in ("one", "two"):
        body = {"name": name, "flow_id": flow_id, "work_pool_name": "still", "parameters": {"x": 1}}
        api("POST", "/deployments/", {**body, "parameter_openapi_schema": schema, "enforce_parameter_schema": True})
    yield
    api("DELETE", f"/flows/{flow_id}")
    api("DELETE", "/work_pools/still")


@scenario(300)
def deployment_commands():
    prefect = Transcript()
    prefect("deployment", "ls")
    with two_deployments():
        prefect("deployment", "ls")
        prefect("deployment", "ls", "--by-created")
        prefect("deployment", "ls", "--flow-name", "here", "--output", "json")
        prefect("deployment", "ls", "--flow-name", "nothing")
        prefect("deployment", "inspect", "here/one")
        prefect("deployment", "inspect", "here/one", "--output", "json")
        prefect("deployment", "inspect", "here/nothing")
        prefect("deployment", "inspect", "one")
        prefect("deployment", "delete", "here/two")
        prefect("deployment", "delete", "here/two")
        prefect("deployment", "delete", "--id", api("GET", "/deployments/name/here/one")["id"])
        prefect("deployment", "ls")
    return prefect.entries


@scenario(300)
def deployments_are_run():
    prefect = Transcript()
    with two_deployments():
        run = ("deployment", "run", "here/one")
        prefect(*run, "--flow-run-name", "now")
        prefect(*run, "--flow-run-name", "with-{x}", "--param", "x=3", "--param", 'y="why"', "--tag", "t")
        prefect(*run, "--flow-run-name", "later", "--start-in", "2 hours", "--params", '{"x": 9}')
        prefect(*run, "--flow-run-name", "then", "--start-at", "2100-01-01 17:30:00")
        prefect(*run, "--flow-run-name", "of-input", "--params", "-", stdin='{"x": 4}')
        prefect(*run, "--flow-run-name", "job", "--job-variable", 'env={"A": "1"}', "--job-variable", "working_dir=/")
        prefect(*run, "--flow-run-name", "refused", "--param", "x=text")
        prefect(*run, "--param", "z=1")
        prefect(*run, "--flow-run-name", "odd", "--job-variable", "env=3")
        prefect(*run, "--start-in", "2 hours", "--start-at", "noon")
        prefect(*run, "--start-at", "the end of time")
        prefect(*run, "--flow-run-name", "watched", "--watch", "--watch-timeout", "1")
        prefect("deployment", "run", "here/nothing")
        prefect("deployment", "run", "--id", api("GET", "/deployments/name/here/two")["id"], "--flow-run-name", "by-id")
        runs = api("POST", "/flow_runs/filter", {"flows": {"name": {"any_": ["here"]}}, "sort": "NAME_ASC"})
        prefect("work-pool", "preview", "still")
        prefect("work-pool", "preview", "still", "--hours", "3", "--output", "json")
        prefect("work-queue", "preview", "default", "--pool", "still")
        prefect("work-queue", "read-runs", "default", "--pool", "still")
        prefect("work-pool", "slots", "still")
    kept = ("name", "parameters", "tags", "job_variables", "state_name", "auto_scheduled", "created_by")
    return {"runs": [{key: one[key] for key in kept} for one in runs], "commands": prefect.entries}


@scenario(300)
def schedule_commands():
    prefect = Transcript()
    one, schedule = "here/one", ("deployment", "schedule")

    def id_of(part):
        listed = data_of(*schedule, "ls", one, "--output", "json")
        return next(entry["id"] for entry in listed if part in entry["schedule"])

    with two_deployments():
        prefect(*schedule, "ls", one)
        prefect(*schedule, "create", one, "--interval", "3600", "--anchor-date", "2030-01-01")
        prefect(*schedule, "create", one, "--cron", "*/5 * * * *", "--timezone", "Asia/Tokyo", "--no-active")
        prefect(*schedule, "create", one, "--rrule", "RRULE:FREQ=HOURLY")
        prefect(*schedule, "create", one, "--rrule", '{"rrule": "FREQ=DAILY;COUNT=3", "timezone": "Europe/Rome"}')
        prefect(*schedule, "create", one, "--cron", "never")
        prefect(*schedule, "create", one, "--interval", "-5")
        prefect(*schedule, "create", one, "--cron", "* * * * *", "--timezone", "Moon/Crater")
        prefect(*schedule, "create", one)
        prefect(*schedule, "create", one, "--cron", "* * * * *", "--interval", "9")
        prefect(*schedule, "create", "here/nothing", "--interval", "9")
        prefect(*schedule, "ls", one)
        prefect(*schedule, "pause", one, id_of("interval"))
        prefect(*schedule, "pause", one, id_of("interval"))
        prefect(*schedule, "resume", one, id_of("cron"))
        prefect(*schedule, "resume", one, id_of("cron"))
        prefect(*schedule, "pause", one, "00000000-0000-4000-8000-000000000000")
        prefect(*schedule, "resume", one, "00000000-0000-4000-8000-000000000000")
        prefect(*schedule, "delete", one, id_of("cron"), "--accept-yes")
        prefect(*schedule, "delete", one, "00000000-0000-4000-8000-000000000000", "--accept-yes")
        prefect(*schedule, "ls", one)
        prefect(*schedule, "create", one, "--interval", "120", "--replace", "--accept-yes")
        prefect(*schedule, "ls", one)
        prefect(*schedule, "pause", "--all")
        prefect(*schedule, "ls", one)
        prefect(*schedule, "resume", "--all")
        prefect(*schedule, "ls", one)
        prefect(*schedule, "clear", one, "--accept-yes")
        prefect(*schedule, "clear", one, "--accept-yes")
        prefect(*schedule, "ls", one)
        prefect(*schedule, "ls", "here/nothing")
    return prefect.entries
