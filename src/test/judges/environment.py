"""Makes a virtual environment of the packages that a requirements file names.

Usage: environment.py REQUIREMENTS DIRECTORY. Python's own pip installs them: one in each environment would take as long
to make as a third of the packages. Only where Python has none, or one that installs for itself alone, it is made.
The requirements name all that is needed, so that pip has nothing to find out: that takes a fifth of its time.
"""

import subprocess
import sys
import venv

requirements, directory = sys.argv[1:]
try:
    import pip

    shared = tuple(int(part) for part in pip.__version__.split(".")[:2]) >= (22, 3)
except ImportError:
    shared = False
venv.create(directory, clear=True, symlinks=True, with_pip=not shared)
python = f"{directory}/bin/python"
installer = [sys.executable, "-m", "pip", "--python", python] if shared else [python, "-m", "pip"]
sys.exit(subprocess.run([
    *installer, "install", "--no-input", "--disable-pip-version-check", "--progress-bar=off", "--retries=1", "--no-compile",
    "--no-deps", "--requirement", requirements,
]).returncode)
