"""Serves fakesnow, a Snowflake server on DuckDB that is not of this project, to an unchanged export.

Usage: serve.py LOG. Prints "listening on http://127.0.0.1:PORT" when it is ready, and runs until it is ended. Appends
each statement to LOG as a line of JSON: "sent", as the export sent it, and "run", as fakesnow got it.

Nothing of fakesnow is replaced, and it gets the statements as they were sent, but for six. These use what Snowflake
documents and fakesnow does not know; the functions below put them into words that it does know, and say why.
"""

import gzip
import json
import re
import socket
import sys

import uvicorn
from fakesnow.server import query_request as answer_of_fakesnow
from fakesnow.server import routes as routes_of_fakesnow
from fakesnow.transforms.stage import LOCAL_BUCKET_PATH
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

QUERY = "/queries/v1/query-request"

CREATE_STAGE = re.compile(r'CREATE STAGE IF NOT EXISTS "([^"]+)"\."([^"]+)"\."([^"]+)"')
PUT = re.compile(r"(PUT '[^']*') '(@[^']*)'( .*)")


def give_stage_an_address(query):
    """COPY INTO with FILES fails for an internal stage: "invalid URL prefix found in". It works for a stage with an
    address, so the stage gets that of the directory in which fakesnow has the files of internal stages.
    """
    if stage := CREATE_STAGE.fullmatch(query["sqlText"]):
        query["sqlText"] += f" URL = 'file://{LOCAL_BUCKET_PATH}/{'/'.join(stage.groups())}/'"


def take_target_out_of_put(query):
    """PUT to a stage in quotes fails: "does not start with @". To one without, fakesnow answers with an address of
    Google's storage, in a form that the JDBC driver does not take. If the stage is a parameter it knows the quotes'
    inside, and answers with a directory, as the driver takes it.
    """
    if put := PUT.fullmatch(query["sqlText"]):
        query["sqlText"] = f"{put[1]} ?{put[3]}"
        query["bindings"] = {"1": {"type": "TEXT", "value": put[2]}}


def name_staged_file(query):
    """METADATA$FILENAME is not known. DuckDB has the whole path in "filename"; what follows the stage's is meant."""
    stage = re.escape(LOCAL_BUCKET_PATH) + "/[^/]+/[^/]+/[^/]+/"
    name = f"""REGEXP_REPLACE("filename", '^.*{stage}', '')"""
    query["sqlText"] = query["sqlText"].replace("METADATA$FILENAME", name)


def leave_out_copy_options(query):
    """PURGE = FALSE is taken for TRUE, and the other options of COPY INTO are not known. Each says the default, which is
    what fakesnow does without it.
    """
    for option in ("PURGE", "TRUNCATECOLUMNS", "RETURN_FAILED_ONLY"):
        query["sqlText"] = query["sqlText"].replace(f" {option} = FALSE", "")


def name_last_query(query, last_query_id):
    """LAST_QUERY_ID() is known inside RESULT_SCAN only. Its value is what fakesnow gave with its last answer."""
    query["sqlText"] = query["sqlText"].replace("LAST_QUERY_ID()", f"'{last_query_id}'")


def begin_without_name(query):
    """BEGIN NAME is a syntax error. The name changes nothing in the transaction: it is there to be found by."""
    query["sqlText"] = re.sub(r"^BEGIN NAME \w+$", "BEGIN", query["sqlText"])


def name_transaction(query):
    """CURRENT_TRANSACTION() is not known. Any number does: it is asked about only where a COMMIT has no answer."""
    query["sqlText"] = query["sqlText"].replace("CURRENT_TRANSACTION()", "1")


def overwrite_as_asked(answer, statement):
    """OVERWRITE of a PUT is not heeded: the answer always forbids it."""
    answer["data"]["overwrite"] = "OVERWRITE = TRUE" in statement


class Judge:
    """Stands before fakesnow and hands it the statements."""

    def __init__(self, log):
        self._log = log
        self._last_query_ids = {}

    async def query_request(self, request):
        session = request.headers.get("Authorization")
        query = json.loads(await text_of(request))
        sent = query["sqlText"]
        give_stage_an_address(query)
        take_target_out_of_put(query)
        name_staged_file(query)
        leave_out_copy_options(query)
        begin_without_name(query)
        name_transaction(query)
        name_last_query(query, self._last_query_ids.get(session))
        self._log.write(json.dumps({"sent": sent, "run": query["sqlText"]}) + "\n")
        self._log.flush()
        response = await answer_of_fakesnow(with_body(request, query))
        answer = json.loads(response.body)
        if not answer["success"]:
            return response
        if PUT.fullmatch(sent):
            overwrite_as_asked(answer, sent)
            return JSONResponse(answer)
        self._last_query_ids[session] = answer["data"]["queryId"]
        return response


async def text_of(request):
    body = await request.body()
    return gzip.decompress(body) if request.headers.get("Content-Encoding") == "gzip" else body


def with_body(request, query):
    """The request as if it had come with this query, and not compressed."""

    async def receive():
        return {"type": "http.request", "body": json.dumps(query).encode(), "more_body": False}

    headers = [(name, value) for name, value in request.scope["headers"] if name != b"content-encoding"]
    return Request({**request.scope, "headers": headers}, receive)


def main():
    with open(sys.argv[1], "a", encoding="utf-8") as log:
        others = [route for route in routes_of_fakesnow if route.path != QUERY]
        app = Starlette(routes=[Route(QUERY, Judge(log).query_request, methods=["POST"]), *others])
        listener = socket.create_server(("127.0.0.1", 0))
        print(f"listening on http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
        uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


if __name__ == "__main__":
    main()
