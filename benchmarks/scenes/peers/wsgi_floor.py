"""(c) A floor: WSGI by hand, one prepared statement, the standard library's JSON.

No framework, no validation, no limits, no headers but two: what is left is the server, the
database and the driver. Nobody should build a site like this.
"""

import json
import os
import sqlite3
import threading

import psycopg

URL = os.environ["DATABASE_URL"]
ON_SQLITE = URL.startswith("sqlite:")
MARK = "?" if ON_SQLITE else "%s"
TEXT = "" if ON_SQLITE else "::text"
NOW = "STRFTIME('%Y-%m-%d %H:%M:%f', 'NOW')" if ON_SQLITE else "STATEMENT_TIMESTAMP()"

LOAD = f"""
    SELECT name, heroes{TEXT}, symbol_choice, scene_index, choices{TEXT}
    FROM parties WHERE session_id = {MARK}"""
SAVE = f"""
    INSERT INTO parties (session_id, name, heroes, symbol_choice, scene_index, choices)
    VALUES ({MARK}, {MARK}, {MARK}, {MARK}, {MARK}, {MARK})
    ON CONFLICT (session_id) DO UPDATE SET name = excluded.name, heroes = excluded.heroes,
        symbol_choice = excluded.symbol_choice, scene_index = excluded.scene_index,
        choices = excluded.choices, updated_at = {NOW}"""
LOAD_PATH = "/api/v1/load/"

mine = threading.local()


def connect():
    if not ON_SQLITE:
        return psycopg.connect(URL, autocommit=True, prepare_threshold=0)
    connection = sqlite3.connect(URL.removeprefix("sqlite:///"), timeout=20, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    return connection


def execute(statement, params):
    """Run ``statement`` on this thread's own connection."""
    try:
        connection = mine.connection
    except AttributeError:
        connection = mine.connection = connect()
    return connection.execute(statement, params)


def load(environ):
    session_id = environ["PATH_INFO"].removeprefix(LOAD_PATH)
    row = execute(LOAD, (session_id,)).fetchone()
    if row is None:
        return "404 Not Found", '{"detail":"No such run."}'
    name, heroes, symbol, scene, choices = row
    return "200 OK", (
        f'{{"session_id":{json.dumps(session_id)},"state":{{"scene_index":{scene},'
        f'"party_name":{json.dumps(name)},"heroes":{heroes},'
        f'"symbol_choice":{json.dumps(symbol)},"choices":{choices}}}}}'
    )


def save(environ):
    run = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    state = run["state"]
    execute(
        SAVE,
        (
            run["session_id"],
            state["party_name"],
            json.dumps(state["heroes"]),
            state["symbol_choice"],
            state["scene_index"],
            json.dumps(state["choices"]),
        ),
    )
    return "200 OK", f'{{"status":"saved","scene_index":{state["scene_index"]}}}'


def application(environ, start_response):
    status, text = (load if environ["REQUEST_METHOD"] == "GET" else save)(environ)
    body = text.encode()
    headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
    start_response(status, headers)
    return [body]
