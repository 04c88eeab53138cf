"""Copies of the folder of flows that are deployed."""

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parent / "project"


@contextmanager
def project(**files):
    """A copy of the project with these files in it: the text by the name, without its ending `.yaml`."""
    with tempfile.TemporaryDirectory() as folder:
        for source in PROJECT.glob("*.py"):
            shutil.copy(source, folder)
        for name, text in files.items():
            Path(folder, f"{name}.yaml").write_text(text)
        yield folder
