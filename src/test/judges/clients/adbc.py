"""What users of ADBC's driver do."""

import datetime
from decimal import Decimal

import adbc_driver_snowflake.dbapi
import pyarrow as pa

from steps import PORT, equal, step

def connect(**options):
    return adbc_driver_snowflake.dbapi.connect(db_kwargs={
        "username": "LOADER", "password": "local-password", "adbc.snowflake.sql.account": "local",
        "adbc.snowflake.sql.uri.host": "127.0.0.1", "adbc.snowflake.sql.uri.port": str(PORT),
        "adbc.snowflake.sql.uri.protocol": "http", "adbc.snowflake.sql.db": "IMEDNET",
        "adbc.snowflake.sql.schema": "PUBLIC", "adbc.snowflake.sql.warehouse": "COMPUTE_WH",
        "adbc.snowflake.sql.client_option.use_high_precision": "false",
    }, **options)


connection = connect(autocommit=True)
cursor = connection.cursor()

TABLE = pa.table({
    "ID": pa.array([1, 2, None], pa.int64()),
    "RATIO": pa.array([0.5, None, -1e300], pa.float64()),
    "AMOUNT": pa.array([Decimal("1.50"), Decimal("-2.25"), None], pa.decimal128(10, 2)),
    "NAME": pa.array(["Ann", "zwölf", None], pa.string()),
    "FLAG": pa.array([True, False, None], pa.bool_()),
    "BYTES": pa.array([b"\x00\xff", b"", None], pa.binary()),
    "DAY": pa.array([datetime.date(2024, 2, 29), datetime.date(1969, 12, 31), None], pa.date32()),
    "HOUR": pa.array([datetime.time(12, 34, 56, 789000), datetime.time(0), None], pa.time64("us")),
    "MOMENT": pa.array([datetime.datetime(2024, 2, 29, 12, 34, 56, 789000), None, None], pa.timestamp("us")),
})
KEYS = ("ID", "RATIO", "AMOUNT", "NAME", "FLAG", "BYTES", "DAY", "HOUR", "MOMENT")


def read(columns, table="INGESTED"):
    cursor.execute(f"SELECT {columns} FROM {table} ORDER BY ID NULLS LAST")
    return cursor.fetch_arrow_table().to_pylist()


def rows(columns=KEYS, copies=1):
    expected = [{name: row[name] for name in columns} for row in TABLE.to_pylist() for _ in range(copies)]
    equal([dict(row) for row in read(", ".join(columns))], expected)


@step("query")
def query():
    cursor.execute("SELECT 1 AS ONE, 'text' AS NAME")
    equal(cursor.fetchall(), [(1, "text")])


@step("ingest create")
def create():
    cursor.execute("DROP TABLE IF EXISTS INGESTED")
    cursor.adbc_ingest("INGESTED", TABLE, mode="create")
    cursor.execute("SELECT COUNT(*) FROM INGESTED")
    equal(cursor.fetchone()[0], 3)


for name in KEYS:
    @step(f"read back {name}")
    def read_back(name=name):
        rows(("ID", name) if name != "ID" else ("ID",))


@step("ingest create refuses a table that is there")
def create_again():
    try:
        cursor.adbc_ingest("INGESTED", TABLE, mode="create")
    except Exception:
        return
    raise AssertionError("no error")


@step("ingest append")
def append():
    cursor.adbc_ingest("INGESTED", TABLE, mode="append")
    rows(("ID", "NAME"), copies=2)


@step("ingest replace")
def replace():
    cursor.adbc_ingest("INGESTED", TABLE, mode="replace")
    rows(("ID", "NAME"))


@step("ingest create_append")
def create_append():
    cursor.adbc_ingest("INGESTED", TABLE, mode="create_append")
    rows(("ID", "NAME"), copies=2)
    cursor.execute("DROP TABLE IF EXISTS INGESTED_ANEW")
    cursor.adbc_ingest("INGESTED_ANEW", TABLE, mode="create_append")
    cursor.execute("SELECT COUNT(*) FROM INGESTED_ANEW")
    equal(cursor.fetchone()[0], 3)


@step("ingest of 100,000 rows in batches")
def ingest_many():
    table = pa.table({"ID": pa.array(range(100_000), pa.int64()), "NAME": [f"name {i}" for i in range(100_000)]})
    cursor.execute("DROP TABLE IF EXISTS INGESTED_MANY")
    cursor.adbc_ingest("INGESTED_MANY", table.to_reader(10_000), mode="create")
    cursor.execute("SELECT COUNT(*), SUM(ID) FROM INGESTED_MANY")
    equal([int(value) for value in cursor.fetchone()], [100_000, 4_999_950_000])


@step("get_table_schema")
def table_schema():
    schema = connection.adbc_get_table_schema("INGESTED")
    equal(schema.names, list(KEYS))
    equal([str(schema.field(name).type) for name in ("NAME", "FLAG", "BYTES", "DAY", "RATIO")],
          ["string", "bool", "binary", "date32[day]", "double"])


def objects(depth):
    return connection.adbc_get_objects(
        depth=depth, catalog_filter="IMEDNET", db_schema_filter="PUBLIC", table_name_filter="INGESTED"
    ).read_all().to_pylist()


@step("get_objects catalogs")
def catalogs():
    equal([row["catalog_name"] for row in objects("catalogs")], ["IMEDNET"])


@step("get_objects db_schemas")
def db_schemas():
    equal([s["db_schema_name"] for s in objects("db_schemas")[0]["catalog_db_schemas"]], ["PUBLIC"])


@step("get_objects tables")
def tables():
    found = objects("tables")[0]["catalog_db_schemas"][0]["db_schema_tables"]
    equal([(t["table_name"], t["table_type"]) for t in found], [("INGESTED", "TABLE")])


@step("get_objects all")
def columns():
    cursor.execute("CREATE OR REPLACE TABLE INGESTED_PARENT (ID NUMBER PRIMARY KEY, CODE VARCHAR UNIQUE)")
    cursor.execute(
        "CREATE OR REPLACE TABLE INGESTED_KEYS (ID NUMBER PRIMARY KEY, CODE VARCHAR UNIQUE,"
        " PARENT NUMBER REFERENCES INGESTED_PARENT (ID))")
    found = objects("all")[0]["catalog_db_schemas"][0]["db_schema_tables"][0]
    equal([c["column_name"] for c in found["table_columns"]], list(KEYS))
    keys = connection.adbc_get_objects(
        depth="all", catalog_filter="IMEDNET", db_schema_filter="PUBLIC", table_name_filter="INGESTED_KEYS"
    ).read_all().to_pylist()[0]["catalog_db_schemas"][0]["db_schema_tables"][0]["table_constraints"]
    equal(sorted((k["constraint_type"], k["constraint_column_names"]) for k in keys),
          [("FOREIGN KEY", ["PARENT"]), ("PRIMARY KEY", ["ID"]), ("UNIQUE", ["CODE"])])


@step("binds")
def binds():
    cursor.execute("CREATE OR REPLACE TABLE BOUND (ID NUMBER, NAME VARCHAR)")
    cursor.executemany("INSERT INTO BOUND VALUES (?, ?)", [(1, "Ann"), (2, "Bo")])
    cursor.execute("SELECT COUNT(*) FROM BOUND")
    equal(int(cursor.fetchone()[0]), 2)


@step("a transaction is rolled back")
def transaction():
    with connect() as other, other.cursor() as deleting:
        deleting.execute("DELETE FROM INGESTED_ANEW")
        other.rollback()
    cursor.execute("SELECT COUNT(*) FROM INGESTED_ANEW")
    equal(int(cursor.fetchone()[0]), 3)


cursor.close()
connection.close()
