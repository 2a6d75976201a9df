"""What users of Snowflake CLI do; run with the Python of its environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

from steps import DIRECTORY, PORT, equal, step

config = DIRECTORY / "config.toml"
config.write_text(f"""[connections.default]
account = "local"
user = "LOADER"
password = "local-password"
host = "127.0.0.1"
port = {PORT}
protocol = "http"
database = "IMEDNET"
schema = "PUBLIC"
warehouse = "COMPUTE_WH"
[cli.logs]
save_logs = false
""")
config.chmod(0o600)
os.environ.update(HOME=str(DIRECTORY), SNOWFLAKE_HOME=str(DIRECTORY), SNOWFLAKE_CLI_TELEMETRY_DISABLED="1")


def snow(*arguments):
    snow_program = Path(sys.executable).with_name("snow")
    done = subprocess.run(
        [snow_program, "--config-file", str(config), *arguments, "--format", "json"], capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(done.stderr + done.stdout)
    return json.loads(done.stdout) if done.stdout.strip() else None


@step("snow sql")
def sql():
    answers = snow("sql", "-q", "CREATE OR REPLACE TABLE CLI_T (ID NUMBER); INSERT INTO CLI_T VALUES (1), (2);"
                   " CREATE OR REPLACE STAGE CLI_FILES; SELECT COUNT(*) AS N FROM CLI_T")
    equal(answers[3], [{"N": 2}])


@step("snow stage copy to the stage")
def upload():
    folder = DIRECTORY / "up"
    folder.mkdir()
    (folder / "a.csv").write_text("1,Ann\n")
    (folder / "b.csv").write_text("2,Bo\n")
    copied = snow("stage", "copy", str(folder), "@CLI_FILES/in", "--overwrite")
    equal(sorted((c["source"], c["status"]) for c in copied), [("a.csv", "UPLOADED"), ("b.csv", "UPLOADED")])


@step("snow stage copy from the stage")
def download():
    folder = DIRECTORY / "down"
    snow("stage", "copy", "@CLI_FILES/in", str(folder))
    found = sorted(folder.rglob("*.csv"))
    equal([(f.name, f.read_text()) for f in found], [("a.csv", "1,Ann\n"), ("b.csv", "2,Bo\n")])
