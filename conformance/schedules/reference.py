"""Answers timetables with the schedule classes of the pinned reference.

Reads lines of JSON. The first holds the time zones, so that both sides count by the same data: for each name its
offset at the beginning and the instants at which it changes, in seconds. Each other line is a case; for each, one
line comes back: the times in microseconds since 1970, or an error.
"""

import datetime
import json
import os
import signal
import struct
import sys
import tempfile
import zoneinfo

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MICROSECOND = datetime.timedelta(microseconds=1)
LAST_32_BIT = 2**31 - 1
# From here on zones that know 32 bits alone have no daylight saving time any more.
AFTER_32_BIT = (datetime.datetime(2037, 1, 1, tzinfo=datetime.timezone.utc) - EPOCH) // MICROSECOND
WEEK = 7 * 86400
FIRST, LAST = 49 * 365 * 86400, 90 * 365 * 86400
# Some rules keep the reference busy for minutes.
PATIENCE_SECONDS = 0.5


def is_dst(zone, seconds):
    """Whether the reference's own data call this time daylight saving time."""
    if zone is None:
        return False
    return bool((EPOCH + datetime.timedelta(seconds=seconds)).astimezone(zone).dst())


def block(width, transitions, first):
    """One block of a TZif file."""
    kinds = sorted({first, *(kind for _, kind in transitions)}, key=lambda kind: kind != first)
    index = {kind: place for place, kind in enumerate(kinds)}
    head = struct.pack(">4sc15x6l", b"TZif", b"2", 0, 0, 0, len(transitions), len(kinds), 4)
    times = b"".join(struct.pack(">l" if width == 4 else ">q", time) for time, _ in transitions)
    places = bytes(index[kind] for _, kind in transitions)
    details = b"".join(struct.pack(">lbb", offset, dst, 0) for offset, dst in kinds)
    return head + times + places + details + b"LMT\0"


def write_zone(directory, name, begin, changes):
    """A zone file in both widths that says what was handed in."""
    try:
        known = zoneinfo.ZoneInfo(name)
    except Exception:
        known = None
    # After the last change, time is never counted as daylight saving time: some readers go back to winter time there.
    last = changes[-1][0] if changes else None
    transitions = [(time, (offset, time != last and is_dst(known, time))) for time, offset in changes]
    first = (begin, is_dst(known, 0))
    narrow = [one for one in transitions if one[0] <= LAST_32_BIT]
    path = os.path.join(directory, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(block(4, narrow, first) + block(8, transitions, first) + b"\n\n")


def agrees(name, begin, changes):
    """Whether the reference's own data say the same, at each change and week by week in between."""
    try:
        zone = zoneinfo.ZoneInfo(name)
    except Exception:
        return False
    pairs = [(0, begin)]
    for time, offset in [*(change for change in changes if change[0] < LAST), (LAST, None)]:
        pairs += [(week, pairs[-1][1]) for week in range(max(FIRST, pairs[-1][0]), time, WEEK)]
        pairs += [(time - 1, pairs[-1][1]), (time, offset)]
    pairs.pop()
    return all(
        (EPOCH + datetime.timedelta(seconds=time)).astimezone(zone).utcoffset().total_seconds() == offset
        for time, offset in pairs
    )


def use_zones(zones):
    """Gives the reference the zones that it has other data of. Returns where they are."""
    directory = tempfile.mkdtemp(prefix="reeve-zones-")
    others = [name for name, (begin, changes) in zones.items() if not agrees(name, begin, changes)]
    for name in others:
        write_zone(directory, name, *zones[name])
    if others:
        print(f"Other data in the reference, replaced by Reeve's: {', '.join(others)}", file=sys.stderr)
    zoneinfo.reset_tzpath(to=[directory, *zoneinfo.TZPATH])
    zoneinfo.ZoneInfo.clear_cache()
    return directory


def microseconds(time):
    utc = time.astimezone(datetime.timezone.utc)
    plain = datetime.datetime(*utc.timetuple()[:6], utc.microsecond, tzinfo=datetime.timezone.utc)
    return (plain - EPOCH) // MICROSECOND


class Impatience(BaseException):
    """The reference took too long."""


def lose_patience(*_):
    raise Impatience


def answer(classes, adapter, case):
    try:
        schedule = classes[case["kind"]](**case["schedule"])
    except ValueError:
        return {"error": "invalid"}
    start = adapter(case["start"])
    end = adapter(case["end"]) if case.get("end") else None
    signal.setitimer(signal.ITIMER_REAL, PATIENCE_SECONDS)
    try:
        times = list(schedule._get_dates_generator(n=case["n"], start=start, end=end))
    except Impatience:
        return {"error": "slow"}
    except Exception as error:
        return {"error": type(error).__name__}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return {"times": [microseconds(time) for time in times]}


def main():
    directory = use_zones(json.loads(sys.stdin.readline())["zones"])
    import dateutil.tz
    import pydantic

    dateutil.tz.tz.TZPATHS.insert(0, directory)
    narrow = dateutil.tz.gettz
    from prefect.server.schemas import schedules

    classes = {
        "interval": schedules.IntervalSchedule,
        "cron": schedules.CronSchedule,
        "rrule": schedules.RRuleSchedule,
    }
    adapter = pydantic.TypeAdapter(schedules.DateTime).validate_python
    signal.signal(signal.SIGALRM, lose_patience)
    for line in sys.stdin:
        case = json.loads(line)
        said = answer(classes, adapter, case)
        if case["start"] >= "2037" or max(said.get("times", []), default=0) >= AFTER_32_BIT:
            dateutil.tz.gettz = zoneinfo.ZoneInfo
            said = answer(classes, adapter, case)
            dateutil.tz.gettz = narrow
        print(json.dumps(said), flush=True)


main()
