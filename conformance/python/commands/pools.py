"""Work pools, their queues, and what workers see of them."""

import json
import tempfile
from pathlib import Path

from cli import Transcript
from left import api
from registry import scenario


@scenario(300)
def work_pool_commands():
    prefect = Transcript()
    prefect("work-pool", "ls")
    prefect("work-pool", "create", "pool", "--type", "process")
    prefect("work-pool", "create", "pool", "--type", "process")
    prefect("work-pool", "create", "asleep", "--type", "process", "--paused")
    prefect("work-pool", "create", "odd", "--type", "no-such-type")
    prefect("work-pool", "create", "Not/allowed", "--type", "process")
    prefect("work-pool", "create", "prefect-mine", "--type", "process")
    prefect("work-pool", "ls")
    prefect("work-pool", "ls", "--verbose", environment={"COLUMNS": "3000"})
    prefect("work-pool", "ls", "--output", "json")
    prefect("work-pool", "inspect", "pool")
    prefect("work-pool", "inspect", "pool", "--output", "json")
    prefect("work-pool", "inspect", "nothing")
    prefect("work-pool", "update", "pool", "--description", "of the cellar", "--concurrency-limit", "4")
    prefect("work-pool", "update", "pool")
    prefect("work-pool", "update", "nothing", "--concurrency-limit", "4")
    prefect("work-pool", "inspect", "pool")
    prefect("work-pool", "pause", "pool")
    prefect("work-pool", "pause", "nothing")
    prefect("work-pool", "inspect", "pool")
    prefect("work-pool", "resume", "pool")
    prefect("work-pool", "resume", "nothing")
    prefect("work-pool", "set-concurrency-limit", "pool", "2")
    prefect("work-pool", "set-concurrency-limit", "pool", "-1")
    prefect("work-pool", "set-concurrency-limit", "nothing", "2")
    prefect("work-pool", "slots", "pool")
    prefect("work-pool", "slots", "pool", "--output", "json")
    prefect("work-pool", "slots", "nothing")
    prefect("work-pool", "clear-concurrency-limit", "pool")
    prefect("work-pool", "clear-concurrency-limit", "nothing")
    prefect("work-pool", "slots", "pool")
    prefect("work-pool", "preview", "pool")
    prefect("work-pool", "preview", "nothing")
    prefect("work-pool", "storage", "inspect", "pool")
    prefect("work-pool", "storage", "inspect", "nothing")
    prefect("work-pool", "get-default-base-job-template", "--type", "process")
    prefect("work-pool", "get-default-base-job-template", "--type", "kubernetes")
    prefect("work-pool", "get-default-base-job-template", "--type", "nothing")
    for name in ("pool", "asleep", "odd", "nothing"):
        prefect("work-pool", "delete", name)
    return prefect.entries


@scenario(300)
def work_pool_templates():
    prefect = Transcript()
    template = {
        "job_configuration": {"command": "{{ command }}", "image": "{{ image }}"},
        "variables": {
            "type": "object",
            "properties": {"command": {"type": "string"}, "image": {"type": "string", "default": "small"}},
        },
    }
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "template.json").write_text(json.dumps(template))
        Path(folder, "broken.json").write_text(json.dumps({**template, "variables": {}}))
        at = {"folder": folder}
        create = ("work-pool", "create", "own", "--type", "process", "--base-job-template")
        prefect(*create, "broken.json", **at)
        prefect(*create, "template.json", **at)
        prefect("work-pool", "inspect", "own", "--output", "json")
        template["variables"]["properties"]["image"]["default"] = "large"
        Path(folder, "template.json").write_text(json.dumps(template))
        prefect(*create, "template.json", "--overwrite", **at)
        prefect("work-pool", "update", "own", "--base-job-template", "broken.json", **at)
        prefect("work-pool", "update", "own", "--base-job-template", "template.json", **at)
    prefect("work-pool", "inspect", "own", "--output", "json")
    prefect("work-pool", "delete", "own")
    return prefect.entries


@scenario(300)
def work_queue_commands():
    prefect = Transcript()
    prefect("work-pool", "create", "with-queues", "--type", "process")
    in_pool = ("--pool", "with-queues")
    prefect("work-queue", "ls", *in_pool)
    prefect("work-queue", "ls", "--pool", "nothing")
    prefect("work-queue", "create", "urgent", *in_pool, "--priority", "1", "--limit", "3")
    prefect("work-queue", "create", "urgent", *in_pool)
    prefect("work-queue", "create", "urgent", "--pool", "nothing")
    prefect("work-queue", "create", "later", *in_pool, "--priority", "9")
    prefect("work-queue", "ls", *in_pool)
    prefect("work-queue", "ls", *in_pool, "--verbose")
    prefect("work-queue", "ls", *in_pool, "--match", "urg")
    prefect("work-queue", "inspect", "urgent", *in_pool)
    prefect("work-queue", "inspect", "urgent", *in_pool, "--output", "json")
    prefect("work-queue", "inspect", "nothing", *in_pool)
    prefect("work-queue", "set-concurrency-limit", "later", "5", *in_pool)
    prefect("work-queue", "set-concurrency-limit", "nothing", "5", *in_pool)
    prefect("work-queue", "slots", "later", *in_pool)
    prefect("work-queue", "slots", "later", *in_pool, "--output", "json")
    prefect("work-queue", "clear-concurrency-limit", "later", *in_pool)
    prefect("work-queue", "clear-concurrency-limit", "nothing", *in_pool)
    prefect("work-queue", "pause", "later", *in_pool)
    prefect("work-queue", "pause", "nothing", *in_pool)
    prefect("work-queue", "inspect", "later", *in_pool)
    prefect("work-queue", "resume", "later", *in_pool)
    prefect("work-queue", "resume", "nothing", *in_pool)
    prefect("work-queue", "preview", "later", *in_pool)
    prefect("work-queue", "preview", "nothing", *in_pool)
    prefect("work-queue", "read-runs", "later", *in_pool)
    prefect("work-queue", "delete", "later", *in_pool)
    prefect("work-queue", "delete", "later", *in_pool)
    prefect("work-queue", "ls", *in_pool)
    prefect("work-pool", "delete", "with-queues")
    return prefect.entries


@scenario(300)
def queues_without_a_pool():
    """As agents have them: they are in a pool of the server's own."""
    prefect = Transcript()
    prefect("work-queue", "create", "alone", "--limit", "1")
    prefect("work-queue", "create", "alone")
    prefect("work-queue", "ls")
    prefect("work-queue", "ls", "--output", "json")
    prefect("work-queue", "inspect", "alone")
    prefect("work-queue", "pause", "alone")
    prefect("work-queue", "resume", "alone")
    prefect("work-queue", "set-concurrency-limit", "alone", "7")
    prefect("work-queue", "clear-concurrency-limit", "alone")
    prefect("work-queue", "read-runs", "alone")
    prefect("work-queue", "preview", "alone")
    prefect("work-queue", "delete", "alone")
    prefect("work-queue", "inspect", "alone")
    prefect("work-pool", "ls")
    return prefect.entries


@scenario(300)
def what_workers_find():
    prefect = Transcript()
    prefect("work-pool", "create", "visited", "--type", "process")
    worker = ("worker", "start", "--name", "visitor", "--run-once", "--limit", "1")
    prefect(*worker, "--pool", "visited")
    prefect("work-pool", "inspect", "visited")
    prefect("work-pool", "ls")
    prefect("work-queue", "ls", "--pool", "visited")
    prefect("work-pool", "pause", "visited")
    prefect(*worker, "--pool", "visited")
    prefect(*worker, "--pool", "visited", "--work-queue", "made-by-worker")
    prefect("work-queue", "ls", "--pool", "visited")
    prefect(*worker, "--pool", "on-demand", "--type", "process")
    prefect("work-pool", "inspect", "on-demand")
    prefect(*worker, "--pool", "nothing")
    prefect(*worker, "--pool", "refused", "--type", "process", "--no-create-pool-if-not-found")
    workers = api("POST", "/work_pools/visited/workers/filter", {})
    found = [[one["name"], one["status"], one["heartbeat_interval_seconds"]] for one in workers]
    prefect("work-pool", "delete", "visited")
    prefect("work-pool", "delete", "on-demand")
    return {"workers": found, "commands": prefect.entries}
