"""The scene flow API as OpenAPI paths; the schemas come from the models that do the checking."""

from play.rules.scene_run import MAX_SIZE, SAVED_RUN

TAG = {
    "name": "Scene runs",
    "description": (
        "A front end saves and loads the state of a party's run through eleven scenes. No account "
        "is needed: whoever knows a run's session id can load and save it."
    ),
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": (
        "The ETag of the version this save was made from. If somebody saved in between, nothing is "
        "stored and the answer is 412. Without it the last save wins."
    ),
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "schema": {"type": "string"},
    "description": "An ETag that is known already: the answer is 304 while it is current.",
}
_SESSION_ID = {
    "name": "session_id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[^/]+$"},
    "description": "The run's public name.",
    "example": "shard-472-demo",
}
_ETAG = {"ETag": {"schema": {"type": "string"}, "description": "The run's version."}}
_EXAMPLE = {
    "session_id": "shard-472-demo",
    "state": {
        "scene_index": 6,
        "party_name": "The Shard Seekers",
        "heroes": [
            {"name": "Ash", "class": "Ranger", "hp": 17},
            {"name": "Bo", "class": "Cleric", "hp": 9, "blessed": True},
        ],
        "symbol_choice": "owl",
        "choices": {"scene4": "cross", "scene5": {"door": "left", "tries": 2}},
    },
}


def schemas() -> dict:
    saved_run = SAVED_RUN.json_schema(ref_template="#/components/schemas/{model}")
    definitions = saved_run.pop("$defs")
    return {
        "SavedRun": saved_run,
        "State": definitions["State"],
        "Hero": definitions["Hero"],
        "Saved": {
            "type": "object",
            "required": ["status", "scene_index"],
            "properties": {
                "status": {"type": "string", "const": "saved"},
                "scene_index": {"type": "integer", "minimum": 1, "maximum": 11},
            },
            "example": {"status": "saved", "scene_index": 6},
        },
        "Error": {
            "type": "object",
            "required": ["detail"],
            "properties": {"detail": {"type": "string"}},
        },
        "Unprocessable": {
            "type": "object",
            "required": ["detail"],
            "properties": {"detail": {"type": "array", "items": _fault_schema()}},
            "example": {
                "detail": [
                    {
                        "loc": ["body", "state", "scene_index"],
                        "msg": "Input should be less than or equal to 11",
                        "type": "less_than_equal",
                    }
                ]
            },
        },
    }


def paths() -> dict:
    return {
        "/api/v1/save": {"post": _save()},
        "/api/v1/load/{session_id}": {"get": _load()},
    }


def _save():
    return {
        "operationId": "save",
        "tags": [TAG["name"]],
        "summary": "Save a run",
        "description": (
            "Stores the full state of a run: creates it, or replaces what was there. What is "
            "stored comes back equal, with every extra key of a hero and every JSON value of the "
            f"choices. The body may take {MAX_SIZE // 1024} KiB; integers fit in 64 bits, nesting "
            "is at most 32 levels deep, and a key stands once in its object."
        ),
        "parameters": [_IF_MATCH],
        "requestBody": {"required": True, "content": _json("SavedRun", _EXAMPLE)},
        "responses": {
            "200": _answer("The run is stored.", "Saved", headers=_ETAG),
            "400": _answer("The body ended early, or the host is unknown.", "Error"),
            "411": _answer("The length of the body is not given.", "Error"),
            "412": _answer("If-Match names another version than the stored one.", "Error"),
            "413": _answer("The body is too large.", "Error"),
            "415": _answer("The body is not application/json.", "Error"),
            "422": _answer("The body is not a run; each fault is named.", "Unprocessable"),
        },
    }


def _load():
    return {
        "operationId": "load",
        "tags": [TAG["name"]],
        "summary": "Load a run",
        "description": "Returns the full state of a run, as it was saved last.",
        "parameters": [_SESSION_ID, _IF_NONE_MATCH],
        "responses": {
            "200": _answer("The run.", "SavedRun", _EXAMPLE, headers=_ETAG),
            "304": {"description": "The known version is current.", "headers": _ETAG},
            "400": _answer("The host is unknown.", "Error"),
            "404": _answer("No run is saved by this name.", "Error"),
        },
    }


def _fault_schema():
    place = {"anyOf": [{"type": "string"}, {"type": "integer"}]}
    return {
        "type": "object",
        "required": ["loc", "msg", "type"],
        "properties": {
            "loc": {"type": "array", "items": place, "description": "The way to the fault."},
            "msg": {"type": "string", "description": "What would be right, for a person."},
            "type": {"type": "string", "description": "The kind of fault, for a program."},
        },
    }


def _answer(description, schema, example=None, headers=None):
    answer = {"description": description, "content": _json(schema, example)}
    return answer | ({"headers": headers} if headers else {})


def _json(schema, example=None):
    content = {"schema": {"$ref": f"#/components/schemas/{schema}"}}
    return {"application/json": content | ({"example": example} if example else {})}
