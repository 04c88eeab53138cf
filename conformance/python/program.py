"""Does what users' programs do with the client, on the server that PREFECT_API_URL names.

    python program.py <package of scenarios> [name of a scenario]...

prints a line of JSON for each scenario: its name, and a summary of what it left on the server, equal for servers that
behave alike, or the error that ended it.
"""

import importlib
import json
import signal
import sys
from concurrent.futures import ThreadPoolExecutor, as_completed

from registry import RUN, SCENARIOS


class TimedOut(BaseException):
    """No exception that a flow could take for its own."""


def ring(signal_number, frame):
    raise TimedOut("it took too long")


def outcome_of(name):
    try:
        return {"summary": SCENARIOS[name].run()}
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}".replace(RUN, "RUN")}


def one_by_one(names):
    signal.signal(signal.SIGALRM, ring)
    for name in names:
        signal.alarm(SCENARIOS[name].timeout_seconds)
        outcome = outcome_of(name)
        signal.alarm(0)
        yield name, outcome


def side_by_side(names, at_once):
    """Runs scenarios in threads. Nobody can end those: their waiting has limits of its own."""
    threads = ThreadPoolExecutor(at_once)
    outcomes = {threads.submit(outcome_of, name): name for name in names}
    yield from ((outcomes[done], done.result()) for done in as_completed(outcomes))


def main():
    out, sys.stdout = sys.stdout, sys.stderr
    package, *names = sys.argv[1:]
    at_once = getattr(importlib.import_module(package), "AT_ONCE", 1)
    names = names or list(SCENARIOS)
    for name, outcome in side_by_side(names, at_once) if at_once > 1 else one_by_one(names):
        print(json.dumps({"name": name, **outcome}, sort_keys=True), file=out, flush=True)


if __name__ == "__main__":
    main()
