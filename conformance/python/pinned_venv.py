"""Makes the virtual environment of the pinned client, once however many ask at the same time.

    python3 pinned_venv.py <folder> <requirements.txt>
"""

import fcntl
import subprocess
import sys
import venv
from pathlib import Path


def make(folder: Path, requirements: Path):
    made_from = folder / "made-from.txt"
    if made_from.exists() and made_from.read_text() == requirements.read_text():
        return
    venv.create(folder, clear=True, with_pip=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)]
    subprocess.run([folder / "bin" / "python", *install], check=True)
    made_from.write_text(requirements.read_text())


def main():
    folder, requirements = map(Path, sys.argv[1:])
    folder.parent.mkdir(parents=True, exist_ok=True)
    with open(f"{folder}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        make(folder, requirements)


if __name__ == "__main__":
    main()
