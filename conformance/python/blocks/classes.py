"""Blocks of users' own classes: nested, of several kinds, with secrets in them, and changed over time."""

import json
from typing import Dict, List, Optional, Union

from left import api
from prefect.blocks.core import Block
from prefect.blocks.fields import SecretDict
from pydantic import BaseModel, Field, SecretStr
from registry import RUN, named, scenario

from .documents import error_of, shown


class Retry(BaseModel):
    delay: float = 5.0
    codes: List[int] = [500]


class Engine(Block):
    """What moves a <car> & more."""

    _block_type_name = f"Engine {RUN}"
    _block_type_slug = f"engine-{RUN}"
    _description = "What moves a <car> & more."
    power: float = Field(default=75.0, ge=0.5, description="In kW, größer ist besser")
    key: Optional[SecretStr] = None
    retry: Retry = Retry()


class Battery(Block):
    _block_type_name = f"Battery {RUN}"
    _block_type_slug = f"battery-{RUN}"
    capacity: int = 2**53 + 1


class Car(Block):
    _block_type_name = f"Car {RUN}"
    _block_type_slug = f"car-{RUN}"
    _block_schema_capabilities = ["drive", "stop"]
    engine: Engine
    source: Union[Engine, Battery]
    spare: Optional[Battery] = None
    papers: SecretDict
    names: Dict[str, List[str]] = {}


def schema_of(block: type[Block]):
    """The schema that the client finds on the server by the checksum that it works out itself."""
    found = api("GET", f"/block_schemas/checksum/{block._calculate_schema_checksum()}")
    fields = found["fields"]
    return {
        "title": fields["title"],
        "capabilities": sorted(found["capabilities"]),
        "version": found["version"],
        "secret_fields": fields.get("secret_fields"),
        "definitions": sorted(fields.get("definitions", {})),
        "references": sorted(fields["block_schema_references"]),
    }


@scenario()
def nested_classes():
    engine = Engine(key="sekret")
    engine.save(named("engine"))
    battery = Battery()
    battery.save(named("battery"))
    car = Car(engine=engine, source=battery, papers={"vin": "x", "deep": {"pin": 1}}, names={"a": ["b"]})
    car.save(named("car"))
    loaded = Car.load(named("car"))
    return {
        "schemas": [schema_of(one) for one in (Engine, Battery, Car)],
        "loaded": {
            "engine": [loaded.engine.power, loaded.engine.key.get_secret_value(), loaded.engine.retry.delay],
            "source": [type(loaded.source).__name__, repr(getattr(loaded.source, "capacity", None))],
            "spare": loaded.spare,
            "papers": loaded.papers.get_secret_value(),
            "names": loaded.names,
        },
        "same": loaded == car,
        "shown": {key: shown(f"car-{RUN}", named("car"))[key] for key in ("data", "references", "capabilities")},
        "description": api("GET", f"/block_types/slug/engine-{RUN}")["description"],
    }


@scenario()
def nested_without_names():
    car = Car(engine=Engine(power=1.5), source=Engine(key="other"), papers={})
    car.save(named("whole"))
    loaded = Car.load(named("whole"))
    return {
        "engine": loaded.engine.power,
        "source": [type(loaded.source).__name__, loaded.source.key.get_secret_value()],
        "shown": json.loads(json.dumps(shown(f"car-{RUN}", named("whole"))["data"]).replace(RUN, "RUN")),
    }


@scenario()
def changed_and_saved_again():
    Engine(power=1.0).save(named("first"))
    Engine(power=2.0).save(named("second"))
    car = Car(engine=Engine.load(named("first")), source=Battery(capacity=1), papers={"a": "b"})
    car.save(named("changing"))
    car = Car.load(named("changing"))
    car.engine = Engine.load(named("second"))
    car.names = {"now": ["two"]}
    car.save(named("changing"), overwrite=True)
    loaded = Car.load(named("changing"))
    return {
        "engine": loaded.engine.power,
        "source": loaded.source.capacity,
        "papers": loaded.papers.get_secret_value(),
        "names": loaded.names,
        "references": shown(f"car-{RUN}", named("changing"))["references"],
    }


def grow():
    """The same type with one more field, as a later release of a program has it."""

    class Engine(Block):
        _block_type_name = f"Engine {RUN}"
        _block_type_slug = f"engine-{RUN}"
        power: float = 75.0
        key: Optional[SecretStr] = None
        wheels: int

    return Engine


@scenario()
def schemas_that_grow():
    Engine(power=3.0, key="kept").save(named("growing"))
    later = grow()
    missing = error_of(lambda: later.load(named("growing")))
    partly = later.load(named("growing"), validate=False)
    partly.wheels = 4
    partly.save(named("growing"), overwrite=True)
    loaded = later.load(named("growing"))
    return {
        "missing": missing,
        "loaded": [loaded.power, loaded.key.get_secret_value(), loaded.wheels],
        "schema": schema_of(later),
        "the old class": error_of(lambda: Engine.load(named("growing"))),
    }
