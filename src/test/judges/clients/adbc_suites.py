"""ADBC's validation suites for Java drivers, test by test, for the driver written in Go: each step asks what the test
of that name asks, in the terms of its bindings for Python, and with the same options."""

import datetime

import adbc_driver_manager
import adbc_driver_snowflake.dbapi
import pyarrow as pa
from adbc_driver_manager import AdbcStatusCode

from steps import PORT, equal, step

OPTIONS = {
    "username": "LOADER", "password": "local-password", "adbc.snowflake.sql.account": "local",
    "adbc.snowflake.sql.uri.host": "127.0.0.1", "adbc.snowflake.sql.uri.port": str(PORT),
    "adbc.snowflake.sql.uri.protocol": "http", "adbc.snowflake.sql.db": "IMEDNET",
    "adbc.snowflake.sql.schema": "PUBLIC", "adbc.snowflake.sql.warehouse": "COMPUTE_WH",
    "adbc.snowflake.sql.client_option.use_high_precision": "false",
}
INTS = pa.field("INTS", pa.int32())
STRS = pa.field("STRS", pa.string())
ROWS = pa.table([pa.array([0, 1, 2, None], pa.int32()), pa.array([None, "foo", "", "asdf"])], pa.schema([INTS, STRS]))


def connect(autocommit=True):
    return adbc_driver_snowflake.dbapi.connect(db_kwargs=OPTIONS, autocommit=autocommit)


def run(connection, *statements):
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def ingest(connection, table, rows, mode="create"):
    with connection.cursor() as cursor:
        return cursor.adbc_ingest(table, rows, mode=mode)


def table(connection, sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetch_arrow_table()


def refused(status, call):
    try:
        call()
    except adbc_driver_manager.Error as error:
        equal(error.status_code, status)
    else:
        raise AssertionError("nothing was raised")


def suite_test(function):
    """A step of the function's name, with a connection of its own and none of the suites' tables."""

    def test():
        with connect() as connection:
            for name in ("BULKTABLE", "FOO", "PRODUCT", "SALE", "TEMPTABLE"):
                run(connection, f"DROP TABLE IF EXISTS {name}")
            run(connection, 'DROP TABLE IF EXISTS "foo"')
            function(connection)

    step(function.__name__)(test)


# AbstractConnectionTest

@suite_test
def currentCatalog(connection):
    equal(connection.adbc_current_catalog, "IMEDNET")
    connection.adbc_connection.set_options(**{"adbc.connection.catalog": "IMEDNET"})
    equal(connection.adbc_current_catalog, "IMEDNET")
    equal(connection.adbc_current_db_schema, "PUBLIC")
    connection.adbc_connection.set_options(**{"adbc.connection.db_schema": "PUBLIC"})
    equal(connection.adbc_current_db_schema, "PUBLIC")


@suite_test
def multipleConnections(connection):
    connect().close()


@suite_test
def readOnly(connection):
    equal(connection.adbc_connection.get_option("adbc.connection.readonly"), "false")


@suite_test
def isolationLevel(connection):
    connection.adbc_connection.get_option("adbc.connection.transaction.isolation_level")


# AbstractConnectionMetadataTest

@suite_test
def getInfo(connection):
    assert connection.adbc_get_info()


@suite_test
def getInfoByCode(connection):
    handle = connection.adbc_connection.get_info([adbc_driver_manager.AdbcInfoCode.DRIVER_NAME])
    rows = pa.RecordBatchReader._import_from_c(handle.address).read_all().to_pylist()
    equal(len(rows), 1)
    assert rows[0]["info_value"]


def tables_of(connection, **filters):
    return [
        found
        for catalog in connection.adbc_get_objects(**filters).read_all().to_pylist()
        for schema in catalog["catalog_db_schemas"] or ()
        for found in schema["db_schema_tables"] or ()
    ]


@suite_test
def getObjectsConstraints(connection):
    numbers = pa.table({"INTS": pa.array(range(4), pa.int32()), "INTS2": pa.array(range(10, 14), pa.int32())})
    ingest(connection, "FOO", numbers)
    run(connection, "ALTER TABLE FOO ALTER COLUMN INTS SET NOT NULL", "ALTER TABLE FOO ALTER COLUMN INTS2 SET NOT NULL",
        "ALTER TABLE FOO ADD CONSTRAINT TABLE_PK PRIMARY KEY (INTS, INTS2)")
    ingest(connection, "PRODUCT", pa.table({"PRODUCT_ID": pa.array([1, 2, 3, 4], pa.int32())}))
    ingest(connection, "SALE", pa.table({
        "SALE_ID": pa.array([1, 2], pa.int32()), "PRODUCT_ID": pa.array([2, 4], pa.int32())}))
    run(connection, "ALTER TABLE PRODUCT ALTER COLUMN PRODUCT_ID SET NOT NULL",
        "ALTER TABLE PRODUCT ADD CONSTRAINT PRODUCT_PK PRIMARY KEY (PRODUCT_ID)",
        "ALTER TABLE SALE ADD CONSTRAINT SALE_PRODUCT_FK FOREIGN KEY (PRODUCT_ID) REFERENCES PRODUCT (PRODUCT_ID)")
    keys = {found["table_name"]: found["table_constraints"] for found in tables_of(connection)}
    equal([(k["constraint_name"], k["constraint_column_names"]) for k in keys["FOO"]
           if k["constraint_type"] == "PRIMARY KEY"], [("TABLE_PK", ["INTS", "INTS2"])])
    equal([k["constraint_column_names"] for k in keys["FOO"] if k["constraint_type"] == "UNIQUE"],
          [["INTS", "INTS2"]])
    equal([(k["constraint_name"], k["constraint_column_names"]) for k in keys["SALE"]],
          [("SALE_PRODUCT_FK", ["PRODUCT_ID"])])
    equal(keys["SALE"][0]["constraint_column_usage"][0]["fk_table"], "PRODUCT")


@suite_test
def getObjectsColumns(connection):
    ingest(connection, "FOO", ROWS)
    columns = [found["table_columns"] for found in tables_of(connection) if found["table_name"] == "FOO"][0]
    equal([(c["column_name"], c["ordinal_position"]) for c in columns], [("INTS", 1), ("STRS", 2)])


@suite_test
def getObjectsCatalogs(connection):
    found = connection.adbc_get_objects(depth="catalogs").read_all().to_pylist()
    assert found
    equal([row["catalog_db_schemas"] for row in found], [None] * len(found))


@suite_test
def getObjectsCatalogsPattern(connection):
    found = connection.adbc_get_objects(depth="catalogs", catalog_filter="IMEDNET").read_all().to_pylist()
    equal([(row["catalog_name"], row["catalog_db_schemas"]) for row in found], [("IMEDNET", None)])


@suite_test
def getObjectsDbSchemas(connection):
    assert connection.adbc_get_objects(depth="db_schemas").read_all().num_rows


@suite_test
def getObjectsTables(connection):
    ingest(connection, "FOO", ROWS)
    assert "FOO" in [found["table_name"] for found in tables_of(connection, depth="tables")]


@suite_test
def getTableSchema(connection):
    ingest(connection, "FOO", ROWS.slice(0, 0))
    found = connection.adbc_get_table_schema("FOO")
    equal([(field.name, field.type) for field in found], [(field.name, field.type) for field in ROWS.schema])


@suite_test
def getTableSchemaDoesNotExist(connection):
    refused(AdbcStatusCode.NOT_FOUND, lambda: connection.adbc_get_table_schema("DOESNOTEXIST"))


@suite_test
def getTableTypes(connection):
    assert "table" in [kind.lower() for kind in connection.adbc_get_table_types()]


# AbstractStatementTest

def same_rows(found, expected):
    """Whole numbers may be of 64 bits, as in the suite."""
    equal(found.column_names, expected.column_names)
    assert found.schema.field(0).type in (pa.int32(), pa.int64()), found.schema
    equal(found.to_pylist(), expected.to_pylist())


@suite_test
def bulkIngestAppend(connection):
    ingest(connection, "BULKTABLE", ROWS)
    same_rows(table(connection, "SELECT * FROM BULKTABLE"), ROWS)
    ingest(connection, "BULKTABLE", ROWS, mode="append")
    same_rows(table(connection, "SELECT * FROM BULKTABLE"), pa.concat_tables([ROWS, ROWS]))


@suite_test
def bulkIngestAppendConflict(connection):
    nothing = pa.table([pa.array([None], pa.int32()), pa.array([None], pa.string())], ROWS.schema)
    ingest(connection, "BULKTABLE", nothing)
    texts = pa.table({"INTS": pa.array([None], pa.string())})
    try:
        ingest(connection, "BULKTABLE", texts, mode="append")
    except adbc_driver_manager.Error:
        return
    raise AssertionError("nothing was raised")


@suite_test
def bulkIngestAppendNotFound(connection):
    refused(AdbcStatusCode.NOT_FOUND, lambda: ingest(connection, "BULKTABLE", ROWS, mode="append"))


@suite_test
def bulkIngestCreateConflict(connection):
    ingest(connection, "BULKTABLE", ROWS)
    refused(AdbcStatusCode.ALREADY_EXISTS, lambda: ingest(connection, "BULKTABLE", ROWS.slice(0, 0)))


def schema_of(connection, sql, prepare=False, parameters=None):
    with connection.cursor() as cursor:
        statement = cursor.adbc_statement
        statement.set_sql_query(sql)
        if prepare:
            statement.prepare()
        if parameters is not None:
            array, schema = adbc_driver_manager.ArrowArrayHandle(), adbc_driver_manager.ArrowSchemaHandle()
            parameters._export_to_c(array.address, schema.address)
            statement.bind(array, schema)
        answer = statement.execute_schema()
        return pa.Schema._import_from_c(answer.address)


@suite_test
def executeSchema(connection):
    ingest(connection, "BULKTABLE", ROWS)
    found = schema_of(connection, "SELECT STRS FROM BULKTABLE")
    equal([(field.name, field.type) for field in found], [("STRS", pa.string())])


@suite_test
def executeSchemaPrepared(connection):
    ingest(connection, "BULKTABLE", ROWS)
    found = schema_of(connection, "SELECT STRS FROM BULKTABLE", prepare=True)
    equal([(field.name, field.type) for field in found], [("STRS", pa.string())])


@suite_test
def executeSchemaParams(connection):
    equal(len(schema_of(connection, "SELECT ? AS FOO", prepare=True)), 1)
    bound = pa.record_batch({"FOO": ["foo"]})
    found = schema_of(connection, "SELECT ? AS FOO", prepare=True, parameters=bound)
    equal([(field.name, field.type) for field in found], [("FOO", pa.string())])


@suite_test
def prepareQuery(connection):
    ingest(connection, "BULKTABLE", ROWS)
    with connection.cursor() as cursor:
        cursor.adbc_prepare("SELECT * FROM BULKTABLE")
        cursor.execute("SELECT * FROM BULKTABLE")
        same_rows(cursor.fetch_arrow_table(), ROWS)


WHERE = "SELECT * FROM BULKTABLE WHERE INTS = ?"


@suite_test
def prepareQueryWithParametersNoOp(connection):
    ingest(connection, "BULKTABLE", ROWS)
    with connection.cursor() as cursor:
        cursor.execute(WHERE, pa.record_batch({"INTS": pa.array([1, 2], pa.int32())}))


@suite_test
def prepareQueryWithParameters(connection):
    ingest(connection, "BULKTABLE", ROWS)
    with connection.cursor() as cursor:
        cursor.adbc_prepare(WHERE)
        cursor.execute(WHERE, pa.record_batch({"INTS": pa.array([1, 2], pa.int32())}))
        found = cursor.fetch_arrow_table()
        equal(found.column("STRS").to_pylist(), ["foo", ""])
        cursor.execute(WHERE, pa.record_batch({"INTS": pa.array([0], pa.int32())}))
        equal(cursor.fetch_arrow_table().column("STRS").to_pylist(), [None])
        equal([field.type for field in found.schema], [field.type for field in ROWS.schema])


@suite_test
def getParameterSchema(connection):
    ingest(connection, "BULKTABLE", ROWS)
    with connection.cursor() as cursor:
        cursor.adbc_statement.set_sql_query(WHERE)
        cursor.adbc_statement.prepare()
        cursor.adbc_statement.get_parameter_schema()


# AbstractSqlTypeTest

TYPES = {
    "bigint": (pa.int64(), 42), "blob": (pa.binary(), b"abcd"), "boolean": (pa.bool_(), True),
    "date": (pa.date32(), datetime.date(2000, 1, 1)), "int": (pa.int32(), 42), "smallint": (pa.int16(), 42),
    "text": (pa.string(), "foo"), "timeWithoutTimeZone": (pa.time64("ns"), 14706123456000),
    "timestampWithoutTimeZone": (pa.timestamp("ns"), 946_782_245_123_000_000),
    "timestampWithTimeZone": (pa.timestamp("ns", "UTC"), 946_760_645_123_000_000),
}


def all_types(connection):
    """The table and the view of the suite's setup for Snowflake."""
    run(connection, "CREATE SCHEMA IF NOT EXISTS EXACT")
    with open("src/test/resources/ValidationTypesTest.sql", encoding="utf-8") as setup:
        run(connection, "USE SCHEMA PUBLIC", setup.read())
    names = [name for name in table(connection, "SELECT * FROM adbc_alltypes").column_names]
    columns = ", ".join(f'{name} AS "{name.lower()}"' for name in names)
    run(connection, f'CREATE OR REPLACE VIEW EXACT."adbc_alltypes" AS SELECT {columns} FROM PUBLIC.adbc_alltypes')


def column_of(kind):
    return "".join("_" + letter.lower() if letter.isupper() else letter for letter in kind) + "_t"


for kind, (arrow_type, value) in TYPES.items():
    def has_type(connection, kind=kind, arrow_type=arrow_type):
        all_types(connection)
        found = connection.adbc_get_table_schema("adbc_alltypes", db_schema_filter="EXACT")
        equal(found.field(column_of(kind)).type, arrow_type)

    def has_value(connection, kind=kind, arrow_type=arrow_type, value=value):
        all_types(connection)
        found = table(connection, f"SELECT {column_of(kind)} FROM adbc_alltypes").column(0)
        equal(found.type, arrow_type)
        if pa.types.is_time(arrow_type) or pa.types.is_timestamp(arrow_type):
            found = found.cast(pa.int64())
        equal(found.to_pylist(), [value, None])

    has_type.__name__, has_value.__name__ = kind + "Type", kind + "Value"
    suite_test(has_type)
    suite_test(has_value)


# AbstractTransactionTest

@suite_test
def autoCommitByDefault(connection):
    refused(AdbcStatusCode.INVALID_STATE, connection.adbc_connection.commit)
    refused(AdbcStatusCode.INVALID_STATE, connection.adbc_connection.rollback)
    equal(connection.adbc_connection.get_option("adbc.connection.autocommit"), "true")


@suite_test
def toggleAutoCommit(connection):
    for enabled in (True, False, True):
        connection.adbc_connection.set_autocommit(enabled)
        equal(connection.adbc_connection.get_option("adbc.connection.autocommit"), str(enabled).lower())


TWO = pa.table({"ints": pa.array([1, 2], pa.int32())})


@suite_test
def rollback(connection):
    connection.adbc_connection.set_autocommit(False)
    ingest(connection, "foo", TWO)
    table(connection, "SELECT * FROM foo")
    connection.adbc_connection.rollback()
    try:
        table(connection, "SELECT * FROM foo")
    except adbc_driver_manager.Error:
        return
    raise AssertionError("nothing was raised")


@suite_test
def commit(connection):
    connection.adbc_connection.set_autocommit(False)
    ingest(connection, "TEMPTABLE", TWO)
    for _ in range(2):
        equal(table(connection, "SELECT * FROM TEMPTABLE").num_rows, 2)
        connection.adbc_connection.commit()


@suite_test
def enableAutoCommitAlsoCommits(connection):
    connection.adbc_connection.set_autocommit(False)
    ingest(connection, "TEMPTABLE", TWO)
    connection.adbc_connection.set_autocommit(True)
    equal(table(connection, "SELECT * FROM TEMPTABLE").num_rows, 2)


# AbstractPartitionDescriptorTest

@suite_test
def serializeDeserializeQuery(connection):
    ingest(connection, "BULKTABLE", ROWS)
    with connection.cursor() as cursor:
        partitions, _ = cursor.adbc_execute_partitions("SELECT * FROM BULKTABLE")
        equal(len(partitions), 1)
        cursor.adbc_read_partition(partitions[0])
        same_rows(cursor.fetch_arrow_table(), ROWS)
