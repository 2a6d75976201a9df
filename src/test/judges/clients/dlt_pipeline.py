"""What users of dlt do: each disposition with each file format, twice."""

import os

import dlt

from steps import DIRECTORY, PORT, equal, step

os.environ.update(
    RUNTIME__DLTHUB_TELEMETRY="false", DLT_DATA_DIR=str(DIRECTORY), RUNTIME__LOG_LEVEL="ERROR",
    NORMALIZE__DATA_WRITER__DISABLE_COMPRESSION="false", EXTRACT__WORKERS="1", LOAD__WORKERS="1")
CREDENTIALS = {
    "username": "LOADER", "password": "local-password", "host": "local", "database": "IMEDNET",
    "warehouse": "COMPUTE_WH",
    "query": {"account": "local", "host": "127.0.0.1", "port": str(PORT), "protocol": "http"},
}

PEOPLE = [
    {"id": 1, "name": "Ann", "born": "1990-02-28T12:00:00Z", "height": 1.7, "visits": [{"day": 1}, {"day": 8}]},
    {"id": 2, "name": "Bo \"the\" O'Neil, jr", "born": None, "height": None, "visits": []},
]
LATER = [{"id": 2, "name": "Bo", "born": None, "height": 1.5, "visits": [{"day": 2}]},
         {"id": 3, "name": "Cy\nnew line", "born": None, "height": None, "visits": []}]

for file_format in ("parquet", "jsonl"):
    pipeline = dlt.pipeline(
        f"judge_{file_format}", destination=dlt.destinations.snowflake(credentials=CREDENTIALS),
        dataset_name=f"dlt_{file_format}", pipelines_dir=str(DIRECTORY / file_format))

    def load(rows, disposition, table):
        pipeline.run(
            rows, table_name=table, write_disposition=disposition, primary_key="id",
            loader_file_format=file_format).raise_on_failed_jobs()

    def names(table):
        with pipeline.sql_client() as client:
            return [tuple(row) for row in client.execute_sql(f"SELECT id, name FROM {table} ORDER BY 1, 2")]

    def days(table):
        with pipeline.sql_client() as client:
            return [row[0] for row in client.execute_sql(f"SELECT day FROM {table}__visits ORDER BY 1")]

    people = [(row["id"], row["name"]) for row in PEOPLE]
    later = [(row["id"], row["name"]) for row in LATER]

    @step(f"{file_format} append, twice")
    def append():
        load(PEOPLE, "append", "appended")
        load(LATER, "append", "appended")
        equal(names("appended"), sorted(people + later))
        equal(days("appended"), [1, 2, 8])

    @step(f"{file_format} replace, twice")
    def replace():
        load(PEOPLE, "replace", "replaced")
        load(LATER, "replace", "replaced")
        equal(names("replaced"), later)
        equal(days("replaced"), [2])

    @step(f"{file_format} merge, twice")
    def merge():
        load(PEOPLE, "merge", "merged")
        load(LATER, "merge", "merged")
        equal(names("merged"), people[:1] + later)
        equal(days("merged"), [1, 2, 8])

    @step(f"{file_format} upsert, twice")
    def upsert():
        upserts = {"disposition": "merge", "strategy": "upsert"}
        load(PEOPLE, upserts, "upserted")
        load(LATER, upserts, "upserted")
        equal(names("upserted"), people[:1] + later)
