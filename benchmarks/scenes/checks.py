"""Is a server fast because it does the work, or because it does not? Asked before any load."""

import json
import time

from benchmarks.scenes.databases import Database
from benchmarks.scenes.targets import Server

STATE = {
    "scene_index": 6,
    "party_name": "The Shard Seekers",
    "heroes": [
        {"name": "Ash", "class": "Ranger", "hp": 17, "title": "of the marsh"},
        {"name": "Zoë", "class": "Cleric", "hp": 9, "level": 3},
    ],
    "symbol_choice": None,
    "choices": {"scene1": "door", "scene4": {"asked": ["keeper", None], "paid": 2.5}},
}


def check(server: Server, database: Database) -> None:
    """Raise ``RuntimeError`` unless ``server`` saves, loads and refuses as it should."""
    session_id = f"check-{server.target.name}"
    _check_save(server, session_id, STATE)
    created, first = database.stamps(session_id)
    # Long enough for a clock of milliseconds to move on.
    time.sleep(0.01)
    _check_save(server, session_id, {**STATE, "scene_index": 7, "symbol_choice": "owl"})
    created_still, second = database.stamps(session_id)
    _expect(server, "created_at after a second save", created_still, created)
    _expect(server, "updated_at moves with a second save", second != first, True)
    _expect(server, "the status of an unknown run", _load(server, "check-nobody")[0], 404)
    if server.target.validates:
        _check_refusals(server, session_id)


def _check_save(server: Server, session_id: str, state: dict) -> None:
    run = {"session_id": session_id, "state": state}
    receipt = {"status": "saved", "scene_index": state["scene_index"]}
    _expect(server, "the answer to a save", _save(server, run), (200, receipt))
    _expect(server, "the answer to a load", _load(server, session_id), (200, run))


def _check_refusals(server: Server, session_id: str) -> None:
    before = _load(server, session_id)
    for wrong in ({"scene_index": 12}, {"heroes": [{"name": "Ash"}]}, {"surplus": 1}):
        status, _ = _save(server, {"session_id": session_id, "state": {**STATE, **wrong}})
        _expect(server, f"the status of a save with {wrong}", status, 422)
    _expect(server, "the run after refused saves", _load(server, session_id), before)


def _save(server: Server, run: dict) -> tuple[int, object]:
    status, body = server.request("POST", "/api/v1/save", json.dumps(run))
    return status, json.loads(body)


def _load(server: Server, session_id: str) -> tuple[int, object]:
    status, body = server.request("GET", f"/api/v1/load/{session_id}")
    return status, json.loads(body)


def _expect(server: Server, what: str, found: object, expected: object) -> None:
    if found != expected:
        raise RuntimeError(f"{server.target.name}: {what} is {found!r}, not {expected!r}.")
