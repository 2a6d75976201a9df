"""Steps of a client's script: each prints a line, ``ok NAME`` or ``FAILED NAME: ERROR``, and the next goes on."""

import sys
import tempfile
import traceback
from pathlib import Path

PORT = int(sys.argv[1])
DIRECTORY = Path(tempfile.mkdtemp(dir=sys.argv[2]))

CONNECTION = dict(
    user="LOADER", password="local-password", account="local", host="127.0.0.1", port=PORT, protocol="http",
    database="IMEDNET", schema="PUBLIC", warehouse="COMPUTE_WH",
)


def step(name):
    """Runs the decorated function at once."""

    def run(function):
        try:
            function()
            print(f"ok {name}", flush=True)
        except Exception as error:
            traceback.print_exc()
            text = " ".join(f"{type(error).__name__}: {error}".split())
            print(f"FAILED {name}: {text[:600]}", flush=True)

    return run


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"{actual!r} is not {expected!r}")
