"""Does what users' programs do with the client, on the server that PREFECT_API_URL names.

    python program.py [name of a scenario]...

prints a line of JSON for each scenario: its name, and a summary of what it left on the server, equal for servers that
behave alike, or the error that ended it.
"""

import json
import signal
import sys

from registry import RUN
from scenarios import SCENARIOS


class TimedOut(BaseException):
    """No exception that a flow could take for its own."""


def ring(signal_number, frame):
    raise TimedOut("it took too long")


def summary_of(scenario):
    signal.alarm(scenario.timeout_seconds)
    try:
        return {"summary": scenario.run()}
    except BaseException as error:
        return {"error": f"{type(error).__name__}: {error}".replace(RUN, "RUN")}
    finally:
        signal.alarm(0)


def main():
    out, sys.stdout = sys.stdout, sys.stderr
    signal.signal(signal.SIGALRM, ring)
    for name in sys.argv[1:] or SCENARIOS:
        print(json.dumps({"name": name, **summary_of(SCENARIOS[name])}, sort_keys=True), file=out, flush=True)


if __name__ == "__main__":
    main()
