"""What users of snowflake-connector-python do, its versions 4 and 5."""

import datetime
import gzip
from decimal import Decimal

import pandas
import snowflake.connector
from snowflake.connector.pandas_tools import write_pandas

from steps import CONNECTION, DIRECTORY, equal, step

connection = snowflake.connector.connect(**CONNECTION)
cursor = connection.cursor()
MAJOR = snowflake.connector.__version__.split(".")[0]
prefix = f"PYTHON_{MAJOR}_"


def rows(sql, *binds):
    return cursor.execute(sql, *binds).fetchall()


@step("connect and fetch every type")
def fetch():
    row = rows(
        "SELECT 1::NUMBER(38,0), 1.50::NUMBER(10,2), 2.5::FLOAT, 'text', TRUE, '2024-02-29'::DATE, '12:34:56'::TIME,"
        " '2024-02-29 12:34:56.789'::TIMESTAMP_NTZ, X'00FF', NULL")[0]
    equal(row, (
        1, Decimal("1.50"), 2.5, "text", True, datetime.date(2024, 2, 29), datetime.time(12, 34, 56),
        datetime.datetime(2024, 2, 29, 12, 34, 56, 789000), b"\x00\xff", None))


@step("binds on the client and in the server")
def binds():
    equal(rows("SELECT %s, %s", ("it's", 5)), [("it's", 5)])
    with snowflake.connector.connect(**CONNECTION, paramstyle="qmark") as other:
        equal(other.cursor().execute("SELECT ?, ?", ("it's", 5)).fetchall(), [("it's", 5)])
    with snowflake.connector.connect(**CONNECTION, paramstyle="numeric") as other:
        equal(other.cursor().execute("SELECT :2, :1", (1, 2)).fetchall(), [(2, 1)])


@step("executemany of 10,000 rows")
def executemany():
    cursor.execute(f"CREATE OR REPLACE TABLE {prefix}MANY (ID NUMBER, NAME VARCHAR, AMOUNT FLOAT)")
    many = [(i, f"name {i}", i / 2) for i in range(10_000)]
    with snowflake.connector.connect(**CONNECTION, paramstyle="qmark") as other:
        other.cursor().executemany(f"INSERT INTO {prefix}MANY VALUES (?, ?, ?)", many)
    equal(rows(f"SELECT * FROM {prefix}MANY ORDER BY ID"), many)


@step("write_pandas into a table that is there")
def write_pandas_append():
    cursor.execute(f"CREATE OR REPLACE TABLE {prefix}FRAME (ID NUMBER, NAME VARCHAR)")
    frame = pandas.DataFrame({"ID": [1, 2], "NAME": ["one", "zwei"]})
    equal(write_pandas(connection, frame, f"{prefix}FRAME")[0:3:2], (True, 2))
    equal(rows(f"SELECT * FROM {prefix}FRAME ORDER BY ID"), [(1, "one"), (2, "zwei")])


@step("write_pandas that makes the table, and again that replaces it")
def write_pandas_create():
    frame = pandas.DataFrame({
        "id": [1, 2], "when": pandas.to_datetime(["2024-01-01 00:00:00", "2024-02-29 12:00:01"]), "ratio": [0.5, None],
        "flag": [True, False]})
    for _ in range(2):
        equal(write_pandas(
            connection, frame, f"{prefix}CREATED", auto_create_table=True, overwrite=True, use_logical_type=True)[2], 2)
    equal(rows(f'SELECT * FROM {prefix}CREATED ORDER BY "id"'), [
        (1, datetime.datetime(2024, 1, 1), 0.5, True), (2, datetime.datetime(2024, 2, 29, 12, 0, 1), None, False)])


@step("PUT compresses the file, LIST shows it, GET brings it back")
def put_and_get():
    cursor.execute(f"CREATE OR REPLACE STAGE {prefix}FILES")
    source = DIRECTORY / "people.csv"
    source.write_text("ID,NAME\n1,Ann\n2,\"B, \"\"Bo\"\"\"\n3,\n")
    put = rows(f"PUT file://{source} @{prefix}FILES")[0]
    equal((put[0], put[1], put[6]), ("people.csv", "people.csv.gz", "UPLOADED"))
    equal(rows(f"LIST @{prefix}FILES")[0][0], f"{prefix}FILES/people.csv.gz".lower())
    equal(rows(f"PUT file://{source} @{prefix}FILES AUTO_COMPRESS=FALSE OVERWRITE=TRUE")[0][6], "UPLOADED")
    target = DIRECTORY / "got"
    target.mkdir()
    rows(f"GET @{prefix}FILES file://{target}/")
    equal(gzip.decompress((target / "people.csv.gz").read_bytes()), source.read_bytes())
    equal((target / "people.csv").read_bytes(), source.read_bytes())


@step("COPY from CSV")
def copy_csv():
    cursor.execute(f"CREATE OR REPLACE TABLE {prefix}PEOPLE (ID NUMBER, NAME VARCHAR)")
    loaded = rows(
        f"COPY INTO {prefix}PEOPLE FROM @{prefix}FILES/people.csv.gz"
        " FILE_FORMAT = (TYPE = CSV SKIP_HEADER = 1 FIELD_OPTIONALLY_ENCLOSED_BY = '\"')")
    equal((loaded[0][1], loaded[0][3]), ("LOADED", 3))
    equal(rows(f"SELECT * FROM {prefix}PEOPLE ORDER BY ID"), [(1, "Ann"), (2, 'B, "Bo"'), (3, None)])


@step("COPY from JSON")
def copy_json():
    source = DIRECTORY / "people.json"
    source.write_text('{"id": 1, "name": "Ann"}\n{"id": 2, "name": null, "more": [1, {"a": 2}]}\n')
    rows(f"PUT file://{source} @{prefix}FILES")
    cursor.execute(f"CREATE OR REPLACE TABLE {prefix}DOCUMENTS (D VARIANT)")
    cursor.execute(f"COPY INTO {prefix}DOCUMENTS FROM @{prefix}FILES/people.json.gz FILE_FORMAT = (TYPE = JSON)")
    equal(rows(f"SELECT D:id::NUMBER, D:name::VARCHAR, D:more[1].a::NUMBER FROM {prefix}DOCUMENTS ORDER BY 1"),
          [(1, "Ann", None), (2, None, 2)])
    cursor.execute(f"CREATE OR REPLACE TABLE {prefix}NAMED (ID NUMBER, NAME VARCHAR)")
    cursor.execute(
        f"COPY INTO {prefix}NAMED FROM @{prefix}FILES/people.json.gz FILE_FORMAT = (TYPE = JSON)"
        " MATCH_BY_COLUMN_NAME = CASE_INSENSITIVE")
    equal(rows(f"SELECT * FROM {prefix}NAMED ORDER BY ID"), [(1, "Ann"), (2, None)])


@step("INFER_SCHEMA of a CSV file")
def infer_schema():
    source = DIRECTORY / "visits.csv"
    source.write_text("id,day,weight\n1,2024-02-29,70.25\n")
    rows(f"PUT file://{source} @{prefix}FILES")
    cursor.execute(f"CREATE OR REPLACE FILE FORMAT {prefix}HEADED TYPE = CSV PARSE_HEADER = TRUE")
    equal(rows(
        "SELECT COLUMN_NAME, TYPE FROM TABLE(INFER_SCHEMA(LOCATION => %s, FILE_FORMAT => %s)) ORDER BY ORDER_ID",
        (f"@{prefix}FILES/visits", f"{prefix}HEADED")), [("id", "NUMBER(1, 0)"), ("day", "DATE"), ("weight", "NUMBER(4, 2)")])


@step("names in quotes that differ in case only")
def quoted_names():
    cursor.execute(f'CREATE OR REPLACE TABLE "{prefix}t" ("a" NUMBER, A NUMBER)')
    cursor.execute(f"CREATE OR REPLACE TABLE {prefix}T (A VARCHAR)")
    cursor.execute(f'INSERT INTO "{prefix}t" ("a", A) VALUES (1, 2)')
    cursor.execute(f'SELECT * FROM "{prefix}t"')
    equal(([column.name for column in cursor.description], cursor.fetchall()), (["a", "A"], [(1, 2)]))
    equal(rows(f"SELECT * FROM {prefix}T"), [])


@step("COPY into a stage as CSV")
def unload():
    rows(f"COPY INTO @{prefix}FILES/out/ FROM {prefix}PEOPLE FILE_FORMAT = (TYPE = CSV COMPRESSION = NONE)")
    target = DIRECTORY / "out"
    target.mkdir()
    rows(f"GET @{prefix}FILES/out/ file://{target}/")
    lines = sorted("".join(file.read_text() for file in target.iterdir()).splitlines())
    equal(len(lines), 3)


@step("fetch_pandas_all")
def fetch_pandas():
    frame = cursor.execute(f"SELECT * FROM {prefix}MANY ORDER BY ID").fetch_pandas_all()
    equal((len(frame), list(frame.columns), frame["NAME"][9_999]), (10_000, ["ID", "NAME", "AMOUNT"], "name 9999"))


@step("fetch_arrow_all")
def fetch_arrow():
    table = cursor.execute(f"SELECT * FROM {prefix}MANY ORDER BY ID").fetch_arrow_all()
    equal((table.num_rows, table.column("ID")[9_999].as_py()), (10_000, 9_999))


@step("several statements at once")
def multi_statement():
    cursor.execute("SELECT 1; SELECT 'two'", num_statements=2)
    equal(cursor.fetchall(), [(1,)])
    cursor.nextset()
    equal(cursor.fetchall(), [("two",)])


@step("SET and $name")
def variables():
    cursor.execute(f"SET TARGET = '{prefix}MANY'")
    equal(rows("SELECT COUNT(*) FROM IDENTIFIER($TARGET) WHERE ID < 3"), [(3,)])
    equal([row[3:6] for row in rows("SHOW VARIABLES LIKE 'target'")], [("TARGET", f"{prefix}MANY", "text")])


@step("a transaction is rolled back")
def transaction():
    cursor.execute("BEGIN")
    cursor.execute(f"DELETE FROM {prefix}MANY")
    cursor.execute("ROLLBACK")
    equal(rows(f"SELECT COUNT(*) FROM {prefix}MANY"), [(10_000,)])


@step("an error has Snowflake's number and state")
def error():
    try:
        cursor.execute("SELECT * FROM NO_SUCH_TABLE")
    except snowflake.connector.errors.ProgrammingError as e:
        equal((e.errno, e.sqlstate), (2003, "42S02"))
    else:
        raise AssertionError("no error")


@step("an asynchronous query")
def asynchronous():
    cursor.execute_async("SELECT 7")
    cursor.get_results_from_sfqid(cursor.sfqid)
    equal(cursor.fetchall(), [(7,)])
