"""Does with the rows of rows.arrow what the driver for Java has done, and reads both drivers' tables into files."""

import sys
from pathlib import Path

import adbc_driver_snowflake.dbapi
import pyarrow.ipc

PORT, DIRECTORY = sys.argv[1], Path(sys.argv[2])

rows = pyarrow.ipc.open_stream(DIRECTORY / "rows.arrow").read_all()
connection = adbc_driver_snowflake.dbapi.connect(db_kwargs={
    "username": "LOADER", "password": "local-password", "adbc.snowflake.sql.account": "local",
    "adbc.snowflake.sql.uri.host": "127.0.0.1", "adbc.snowflake.sql.uri.port": PORT,
    "adbc.snowflake.sql.uri.protocol": "http", "adbc.snowflake.sql.db": "IMEDNET",
    "adbc.snowflake.sql.schema": "PUBLIC", "adbc.snowflake.sql.warehouse": "COMPUTE_WH",
}, autocommit=True)
with connection, connection.cursor() as cursor:
    for mode in ("create", "append", "replace", "create_append"):
        cursor.adbc_ingest("BY_GO", rows, mode=mode)
    for table in ("BY_JAVA", "BY_GO", "DOCUMENTS"):
        cursor.execute(f'SELECT * FROM {table} ORDER BY ID NULLS LAST')
        result = cursor.fetch_arrow_table()
        with pyarrow.ipc.new_stream(DIRECTORY / f"{table}.arrow", result.schema) as file:
            file.write_table(result)
