"""Blocks that keep the results of runs."""

import os
import tempfile

from left import api, left
from prefect import flow, task
from prefect.cache_policies import INPUTS
from prefect.filesystems import LocalFileSystem
from registry import named, scenario


def files_in(folder: str) -> int:
    return sum(len(files) for _, _, files in os.walk(folder))


@scenario()
def results_in_a_block():
    with tempfile.TemporaryDirectory() as folder:
        storage = LocalFileSystem(basepath=folder)
        storage.save(named("results"))

        @task(result_storage=LocalFileSystem.load(named("results")), persist_result=True, cache_policy=INPUTS)
        def double(x):
            return 2 * x

        @flow(flow_run_name=named("stored"), result_storage=storage, persist_result=True)
        def storing():
            return [double(1), double(1), double(2)]

        value = storing()
        kept = files_in(folder)
    return {"value": value, "kept": kept, "runs": left("stored", tasks=3)}


@scenario()
def results_where_the_server_says():
    with tempfile.TemporaryDirectory() as folder:
        LocalFileSystem(basepath=folder).save(named("chosen"))
        block = api("GET", f"/block_types/slug/local-file-system/block_documents/name/{named('chosen')}")
        api("PUT", "/admin/storage", {"default_result_storage_block_id": block["id"]})

        @flow(flow_run_name=named("chosen"), persist_result=True)
        def storing():
            return "kept"

        value = storing()
        kept = files_in(folder)
        LocalFileSystem.delete(named("chosen"))
    return {"value": value, "kept": kept, "then": api("GET", "/admin/storage"), "runs": left("chosen")}
