"""Blocks that come with the client, saved and loaded."""

from left import anonymous, api
from prefect.blocks.notifications import CustomWebhookNotificationBlock
from prefect.blocks.system import Secret
from prefect.blocks.webhook import Webhook
from prefect.filesystems import LocalFileSystem
from registry import named, scenario


def shown(slug: str, name: str):
    """A block as the API answers it to those who ask for no secrets."""
    found = api("GET", f"/block_types/slug/{slug}/block_documents/name/{name}")
    return {
        "data": found["data"],
        "is_anonymous": found["is_anonymous"],
        "type": found["block_type"]["name"],
        "checksum": found["block_schema"]["checksum"],
        "capabilities": sorted(found["block_schema"]["capabilities"]),
        "references": {
            key: anonymous(value["block_document"]["name"])
            for key, value in found["block_document_references"].items()
        },
    }


def error_of(act):
    """The first line of what goes wrong."""
    try:
        act()
    except Exception as error:
        return f"{type(error).__name__}: {anonymous(str(error))}"
    return None


@scenario()
def secrets():
    name = named("secret")
    Secret(value="first").save(name)
    again = error_of(lambda: Secret(value="second").save(name))
    first = Secret.load(name).get()
    Secret(value="second").save(name, overwrite=True)
    second = Secret.load(name).get()
    seen = shown("secret", name)
    Secret.delete(name)
    return {
        "again": again,
        "values": [first, second],
        "shown": seen,
        "gone": error_of(lambda: Secret.load(name)),
        "deleted again": error_of(lambda: Secret.delete(name)),
        "bad name": error_of(lambda: Secret(value="x").save("Bad Name")),
    }


@scenario()
def secrets_of_any_kind():
    values = {}
    kinds = {"object": {"a": [1, None, {"b": 5.0}]}, "list": [1, "x"], "number": 2**64 + 1, "float": 1e22, "empty": ""}
    for kind, value in kinds.items():
        name = named(f"any-{kind}")
        Secret(value=value).save(name)
        values[kind] = repr(Secret.load(name).get())
    return values


@scenario()
def those_of_the_library():
    Webhook(method="PUT", url="https://example.com/hook", headers={"x-key": "key"}).save(named("hook"))
    LocalFileSystem(basepath="/tmp/somewhere").save(named("files"))
    CustomWebhookNotificationBlock(
        name="custom", url="https://example.com", secrets={"token": "sekret"}, json_data={"t": "{{token}}"}
    ).save(named("custom"))
    hook = Webhook.load(named("hook"))
    custom = CustomWebhookNotificationBlock.load(named("custom"))
    return {
        "hook": [hook.method, hook.url.get_secret_value(), hook.headers.get_secret_value()],
        "files": LocalFileSystem.load(named("files")).basepath,
        "custom": custom.secrets.get_secret_value(),
        "shown": [
            shown("webhook", named("hook")),
            shown("local-file-system", named("files")),
            shown("custom-webhook", named("custom")),
        ],
    }
