"""Prints the rows of a table as Snowflake's own client for Python reads them, each as a line of JSON.

Usage: rows.py PORT DATABASE TABLE ORDER. A time is printed as in ISO 8601; a VARIANT is text, as it comes.
"""

import json
import sys

import snowflake.connector
from snowflake.connector.cursor import DictCursor

port, database, table, order = sys.argv[1:]
with snowflake.connector.connect(
    account="local",
    user="JUDGE",
    password="any",
    protocol="http",
    host="127.0.0.1",
    port=int(port),
    database=database,
    schema="PUBLIC",
    session_parameters={"CLIENT_OUT_OF_BAND_TELEMETRY_ENABLED": False},
) as connection:
    for row in connection.cursor(DictCursor).execute(f"SELECT * FROM {table} ORDER BY {order}"):
        print(json.dumps(row, default=lambda time: time.isoformat()))
