"""Ingests an Arrow stream with the ADBC driver written in Go: URI FILE TABLE. Prints rows, seconds and CPU seconds."""

import os
import sys
import time

import adbc_driver_snowflake.dbapi
import pyarrow as pa

uri, file, table = sys.argv[1:4]
with adbc_driver_snowflake.dbapi.connect(uri, autocommit=True) as connection, connection.cursor() as cursor:
    before, begun = os.times(), time.time()
    rows = cursor.adbc_ingest(table, pa.ipc.open_stream(pa.memory_map(file)), mode="create")
    after = os.times()
    print(rows, time.time() - begun, after.user + after.system - before.user - before.system)
