"""The client's command line, run in processes that are forked from one that has imported it.

A command then takes a tenth of a second; Python needs two to import the client anew.
"""

import atexit
import json
import multiprocessing
import os
import re
import signal
import sys
import tempfile
import weakref
from pathlib import Path

from left import REPLACEMENTS

COMMAND_TIMEOUT_SECONDS = 60
WIDE_ENOUGH = "300"

fork = multiprocessing.get_context("forkserver")
fork.set_forkserver_preload(
    [
        "prefect.main",
        "prefect.cli.deploy",
        "prefect.cli.deployment",
        "prefect.cli.flow_run",
        "prefect.cli.work_pool",
        "prefect.cli.worker",
        "prefect.workers.process",
    ]
)

IDS = (*REPLACEMENTS, (re.compile(r"\b[0-9a-f]{8}-[0-9a-f-]*…"), "ID"))
ELAPSED = re.compile(r"_run_time$|_delta$")
"""Names of numbers that are worked out from the time of the question."""

TIMES = (
    (re.compile(r"\x1b\[[0-9;]*m"), ""),
    (re.compile(r"DateTime\([^()]*(?:\([^()]*\)[^()]*)*\)|datetime\.(?:timedelta|datetime)\([^()]*(?:\([^()]*\)[^()]*)*\)"), "TIME"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?"), "TIME"),
    (re.compile(r"\b(?:just now|now|(?:in )?(?:\d+|a few|an?) (?:second|minute|hour|day)s?(?: ago)?)\b"), "WHEN"),
    (re.compile(r"\b\d\d:\d\d:\d\d\.\d{3}\b"), "CLOCK"),
    (re.compile(r"^● .*\n", re.MULTILINE), ""),
    (re.compile("[⠀-⣿]"), "*"),
    (re.compile(r"base_job_template=\{.*?^    \},", re.DOTALL | re.MULTILINE), "base_job_template=TEMPLATE,"),
    (re.compile(r"\{'(?:job_configuration|variables)'.*\}"), "TEMPLATE"),
)
LINES = re.compile(r"[━─═╌╍]{2,}")
GAPS = re.compile(r"[ \t]{2,}")
NO_COMPLAINT = re.compile(r"\s|Traceback|During handling|The above exception|.*Still processing items|$")


def _be_prefect(arguments, folder, environment, output):
    """What the forked process does."""
    os.setsid()
    for stream, name in ((1, "out"), (2, "err")):
        os.dup2(os.open(f"{output}/{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), stream)
    os.dup2(os.open(f"{output}/in", os.O_RDONLY), 0)
    sys.stdin = open(0, closefd=False)
    sys.stdout.reconfigure(line_buffering=True)
    os.environ.update(environment)
    os.chdir(folder)
    sys.argv = ["prefect", *arguments]
    from prefect.cli import app

    app()


STARTED = weakref.WeakSet()


@atexit.register
def _kill_what_is_left():
    for command in STARTED:
        command.kill()


class Command:
    """A command that has been started: `prefect` with these arguments.

    Its settings are those of the environment when the first command was started: the client reads them when it is
    imported.
    """

    def __init__(self, *arguments, folder=".", environment={}, stdin=""):
        self._output = tempfile.TemporaryDirectory()
        Path(self._output.name, "in").write_text(stdin)
        wide = {"COLUMNS": WIDE_ENOUGH, **environment}
        self.process = fork.Process(
            target=_be_prefect,
            args=([str(one) for one in arguments], str(folder), wide, self._output.name),
        )
        self.process.start()
        STARTED.add(self)

    def kill(self):
        """Ends it and all that it has started, if they are still there."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def wait(self, timeout: float = COMMAND_TIMEOUT_SECONDS) -> int:
        """Its exit code. Kills it if it does not end in time."""
        self.process.join(timeout)
        if self.process.exitcode is None:
            self.kill()
            raise TimeoutError(f"it did not end in {timeout} s and said: {self.said()}")
        return self.process.exitcode

    def interrupt(self) -> int:
        """Ends it as somebody at its keyboard would."""
        os.kill(self.process.pid, signal.SIGINT)
        return self.wait()

    def said(self, stream: str = "out") -> str:
        written = Path(self._output.name, stream)
        return written.read_text() if written.exists() else ""


def prefect(*arguments, **more) -> Command:
    """A command that has ended."""
    command = Command(*arguments, **more)
    command.wait()
    return command


def data_of(*arguments, **more):
    """What a command prints as JSON."""
    return json.loads(prefect(*arguments, **more).said())


def free_of(patterns, text: str) -> str:
    for pattern, replacement in patterns:
        text = pattern.sub(replacement, text)
    return text


def lines_of(text: str) -> list[str]:
    """What was printed, free of ids, times, and the width of tables."""
    text = free_of((*TIMES, *IDS), text)
    lines = (GAPS.sub(" ", LINES.sub("─", line)).strip() for line in text.splitlines())
    return [line for line in lines if line]


def plain(value, name=""):
    """The same of what was printed as JSON."""
    if isinstance(value, dict):
        return {key: plain(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [plain(one, name) for one in value]
    if isinstance(value, str):
        return free_of((*TIMES, *IDS), value)
    return "TIME" if value and ELAPSED.search(name) else value


def said_by(text: str):
    """What was printed: as data, if it is some that a line does not hold."""
    try:
        return plain(json.loads(text)) if text.startswith(("[\n", "{\n")) else lines_of(text)
    except ValueError:
        return lines_of(text)


def complaints_of(text: str) -> list[str]:
    """What was printed beside: of a traceback only what it is about, and in any order, as threads write it."""
    said = "\n".join(line for line in text.splitlines() if not NO_COMPLAINT.match(line))
    return sorted(lines_of(said))


class Transcript:
    """Runs commands and keeps what they said."""

    def __init__(self):
        self.entries = []

    def __call__(self, *arguments, **more) -> str:
        """What the command said, as it said it."""
        command = prefect(*arguments, **more)
        entry = {
            "command": free_of(IDS, " ".join(["prefect", *map(str, arguments)])),
            "exit": command.process.exitcode,
            "out": said_by(command.said()),
        }
        complaints = complaints_of(command.said("err"))
        self.entries.append({**entry, "err": complaints} if complaints else entry)
        return command.said()
