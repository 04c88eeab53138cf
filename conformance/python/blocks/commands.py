"""Blocks and their types from the command line."""

import tempfile
from pathlib import Path

from cli import Transcript
from left import api
from prefect.blocks.system import Secret
from registry import RUN, named, scenario

MODULE = '''
from prefect.blocks.core import Block
from pydantic import SecretStr


class Inside(Block):
    """Stands inside of another."""

    _block_type_name = "Inside RUN"
    value: float = 5.0


class Outside(Block):
    """Holds another."""

    _block_type_name = "Outside RUN"
    inside: Inside
    password: SecretStr
'''


@scenario(timeout_seconds=180)
def blocks_from_the_command_line():
    run = Transcript()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "own_blocks.py").write_text(MODULE.replace("RUN", RUN))
        run("block", "register", "--file", "own_blocks.py", folder=folder)
        run("block", "register", "--file", "own_blocks.py", folder=folder)
        run("block", "register", "--file", "none.py", folder=folder)
        run("block", "register", folder=folder)
        run("block", "register", "--module", "prefect.blocks.notifications", folder=folder)
    run("block", "type", "inspect", f"outside-{RUN}")
    run("block", "type", "inspect", "secret")
    run("block", "type", "inspect", "none")
    run("block", "create", f"outside-{RUN}")
    Secret(value="sekret").save(named("typed"))
    run("block", "inspect", f"secret/{named('typed')}")
    block = api("GET", f"/block_types/slug/secret/block_documents/name/{named('typed')}")
    run("block", "inspect", "--id", block["id"])
    run("block", "inspect", "secret/none")
    run("block", "delete", f"secret/{named('typed')}", stdin="y\n")
    run("block", "delete", "secret/none", stdin="y\n")
    run("block", "type", "delete", f"outside-{RUN}", stdin="y\n")
    run("block", "type", "delete", "secret", stdin="y\n")
    run("block", "type", "delete", "none", stdin="y\n")
    return run.entries


@scenario(timeout_seconds=180)
def lists_of_blocks():
    run = Transcript()
    run("block", "type", "ls")
    Secret(value="one").save(named("one"))
    Secret(value="two").save(named("two"))
    run("block", "ls")
    run("block", "ls", "--output", "json")
    return run.entries
