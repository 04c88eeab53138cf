"""Tasks that several scenarios run."""

from prefect import task


@task
def add_one(x):
    return x + 1


@task
def explode():
    raise ValueError("no luck")
