"""Records how the reference reads single values: which it takes for what, and what it says to the others.

    /path/to/reference/venv/bin/python record_readings.py > ../../data/readings.json

Needs the pinned reference installed. Values that mean a time of today are left out, as their reading changes.
"""

import datetime
import json
import uuid

from fastapi.encoders import jsonable_encoder
from prefect.types._datetime import DateTime
from pydantic import TypeAdapter, ValidationError

ID = "11111111-1111-4111-8111-111111111111"

KINDS = {
    "integer": int,
    "number": float,
    "boolean": bool,
    "uuid": uuid.UUID,
    "duration": datetime.timedelta,
    "date-time": DateTime,
    "plain-date-time": datetime.datetime,
}

DATE_TIMES = """
2024-01-02|2024-01-02T03:04:05|2024-01-02T03:04:05Z|2024-01-02 03:04:05.123456789|2024-01-02t03:04:05z
2024-01-02_03:04:05|2024-01-02T03:04|2024-01-02T03|2024-01-02T03:04:05+01|2024-01-02T03:04:05+0130
2024-01-02T03:04:05+01:30|2024-01-02T03:04:05-01:30|2024-01-02T03:04:05 +01:30|2024-01-02T03:04:05+23:59
2024-01-02T03:04:05,5|2024-01-02T03:04:05.|2024-01-02T24:00:00|2024-01-02T03:60:00|2024-01-02T03:04:60
2024-02-29|2024-02-30|2023-02-29|2024-13-01|2024-00-01|0000-01-01|0001-01-01|9999-12-31T23:59:59Z|10000-01-01
24-01-02|2024/01/02|2024:01:02|2024-1-2|20240102|20240102T030405|20240102T030405Z|20240102T0304|2024-W05
2024-W05-5|2024W055|2024W05|2024-036|2024036|2024|2024-05|202405|0304|today| now|P1D|PT1H
2024-01-01/2024-01-02|2024-01-01/P1D|P1D/2024-01-01|a/b|2024-01-01/x|1|0|-1|1.5|1704164645|1704164645.123456
1704164645123|1704164645123.5|20000000000|20000000001|-20000000001|1e9|+1| 1|-62135596800|253402300799
253402300799999|253402300800000|-11676096001|inf|nan|-0|x|2024-01-02T03:04:05Zx|2024-01-02T3:04:05
2024-01-02 3:04|2024-01-02T030405|2024-01-02T03:0405|2024/01/02 03:04:05|2024 03:04|20240102 03:04:05
2024-01-02T03:04:05.1234567|2024-12-31T23:59:60Z|2024-01-02T|9999999999999999|2024-366|2023-366|2024-W53
2020-W53-7|2024-W01-8|2024-0001|January 1 2024|12:30 PM|2024/13/01|0024-036
""".strip().replace("\n", "|").split("|")

VALUES = {
    "integer": ["5", " 5", "5 ", "\n5", "+5", "-5", "--5", "+-5", "5.0", "5.00", "5.", "05", "-0", "1_0", "1__0",
                "_1", "1_", "1e3", "0x1", "9" * 5000, "٥", 5.0, 5.5, 1e15, 1e19, True, None, [], {}, "", ".5",
                "-5.0", "5.01", "+0_1.0", "1_0.0", "5.0_0", " ", "true"],
    "number": ["5", "5.5", " 5.5 ", "1e3", "1E3", "1_0", "1_0.5", "_1", "0x1", ".5", "5.", "+5", "", True, None, [],
               "٥", "1e", "-.5", "+ 5", 5, 5.5],
    "boolean": ["true", "TRUE", "tRuE", "t", "T", "yes", "YES", "y", "on", "On", "1", "0", "f", "false", "no", "N",
                "off", "OFF", "", " true", "2", 0, 1, 2, -1, 1.0, 0.0, 0.5, None, [], {}],
    "uuid": ["x", "1", "", "{}", "urn:uuid:", "{" + ID, ID[:-1], ID + "1", ID[1:], "1111111-11111-4111-8111-111111111111",
             "11111111-1111-4111-8111111111111111", "11111111-1111-4111-8111-1111-1111111", "é", ID[:-1] + "é",
             "URN:UUID:" + ID, "{" + ID.replace("-", "") + "}", " " + ID, "1" * 31, "1" * 33, "----", "\U0001f600",
             ID, ID.replace("-", ""), ID.replace("1", "A"), "{" + ID + "}", "urn:uuid:" + ID, 5, None, True, [], {}],
    "duration": [5, 5.5, "5", "5.5", -3, "PT1H", "P1D", "P1DT2H3M4.5S", "-P1D", "P1W", "P1Y", "P1M", "1 day, 2:03:04",
                 "02:03:04", "2:03:04", "02:03", "1 days", "1d", "x", "", True, None, [], 1e20, "P", "PT", "+P1D",
                 "P1.5D", "PT0.000001S", "1 02:03:04", "02:03:04.5", "99:00:00", "24:00:00", "23:60:00", "PT36H",
                 "1 day 02:03:04"],
    "date-time": DATE_TIMES + [0, 1, -1, 1.5, 1704164645.123456, 1704164645123, 20000000000, 20000000001, -20000000001,
                               253402300800, 5.5e20, -11676096001, True, None, [], {}, 1704164645.1234567, 5e-07,
                               1.5e-06, -0.5, 1.0000009],
    "plain-date-time": DATE_TIMES + [0, -1, 1.5, 1704164645123, 5.5e20, True, None, [], {}],
}


def reading(adapter, value):
    try:
        read = adapter.validate_python(value)
    except ValidationError as error:
        [issue] = jsonable_encoder(error.errors(include_url=False, include_input=False))
        return {"type": issue["type"], "msg": issue["msg"], **({"ctx": issue["ctx"]} if "ctx" in issue else {})}
    if isinstance(read, datetime.datetime):
        aware = read if read.tzinfo else read.replace(tzinfo=datetime.timezone.utc)
        return aware.astimezone(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f").rjust(26, "0")
    if isinstance(read, datetime.timedelta):
        return read.total_seconds()
    return str(read) if isinstance(read, uuid.UUID) else read


readings = []
for kind, type_ in KINDS.items():
    adapter = TypeAdapter(type_)
    readings += [{"kind": kind, "value": value, "reading": reading(adapter, value)} for value in VALUES[kind]]
print("[\n" + ",\n".join(json.dumps(entry) for entry in readings) + "\n]")
