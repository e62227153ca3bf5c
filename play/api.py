"""The scene flow API: a front end saves and loads the state of a run.

Each operation is a function from what WSGI says of a request (``META``, in Django's words) to an
``Answer``. The views give these answers to Django, ``config.api_handler`` to the server.
"""

from collections.abc import Callable, Mapping
from json import dumps
from typing import NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.utils.http import parse_etags
from django.views.decorators.csrf import csrf_exempt

from common.documents import DocumentError, Fault, read_json
from play.domain.scene_runs import SceneRunChangedError, load_scene_run, save_scene_run
from play.rules.scene_run import MAX_SIZE, check_saved_run


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: list[tuple[str, str]]


# No cookie means anything here, so another site's page can do nothing that its server could not.
@csrf_exempt
@login_not_required
def save(request):
    return _respond(answer_save(request.META, lambda length: request.body))


@csrf_exempt
@login_not_required
def load(request, session_id):
    return _respond(answer_load(session_id, request.META))


def _respond(answer):
    return HttpResponse(answer.body, status=answer.status, headers=dict(answer.headers))


def answer_save(meta: Mapping[str, str], read: Callable[[int], bytes]) -> Answer:
    """Save the run in the body, of which ``read`` gives so many bytes."""
    if meta["REQUEST_METHOD"] != "POST":
        return _error(405, "Use POST to save a run.", ("Allow", "POST"))
    if refusal := _refuse_body(meta):
        return refusal
    try:
        run = check_saved_run(read_json(read(int(meta.get("CONTENT_LENGTH") or 0))))
    except DocumentError as error:
        return _unprocessable(error.faults)
    except OSError:
        return _error(400, "The body ended before it was complete.")
    if_match = meta.get("HTTP_IF_MATCH")
    try:
        version = _save(run, parse_etags(if_match) if if_match is not None else None)
    except SceneRunChangedError:
        return _error(412, "The run was saved by somebody else in between: load it again.")
    scene_index = run["state"]["scene_index"]
    text = f'{{"status":"saved","scene_index":{scene_index}}}'
    return _answer(text, 200, ("ETag", _etag(version)))


def answer_load(session_id: str, meta: Mapping[str, str]) -> Answer:
    if meta["REQUEST_METHOD"] not in ("GET", "HEAD"):
        return _error(405, "Use GET to load a run.", ("Allow", "GET, HEAD"))
    run = load_scene_run(session_id)
    if run is None:
        return _error(404, f"No run is saved as {session_id!r}.")
    etag = _etag(run.version)
    if _is_known(meta.get("HTTP_IF_NONE_MATCH"), etag):
        return _answer("", 304, ("ETag", etag))
    # The stored JSON goes out as it is: parsing it only to write it again would change nothing.
    text = (
        f'{{"session_id":{dumps(session_id)},"state":{{"scene_index":{run.scene_index},'
        f'"party_name":{dumps(run.party_name)},"heroes":{run.heroes},'
        f'"symbol_choice":{dumps(run.symbol_choice)},"choices":{run.choices}}}}}'
    )
    return _answer(text, 200, ("ETag", etag))


def _save(run, etags):
    """Save ``run``; where ``etags`` are given, only over a version that they name."""
    session_id, state = run["session_id"], run["state"]
    if etags is None:
        return save_scene_run(session_id, state)
    if etags == ["*"]:
        etags = [_etag(stored.version)] if (stored := load_scene_run(session_id)) else []
    for etag in etags:
        try:
            return save_scene_run(session_id, state, version=etag.strip('"').replace("T", " "))
        except SceneRunChangedError:
            continue
    raise SceneRunChangedError


def _is_known(if_none_match, etag):
    if if_none_match is None:
        return False
    tags = [tag.removeprefix("W/") for tag in parse_etags(if_none_match)]
    return etag in tags or tags == ["*"]


def _etag(version):
    return f'"{version.replace(" ", "T")}"'


def _refuse_body(meta):
    """The answer to a request whose body need not be read, or None."""
    if meta.get("CONTENT_TYPE", "").partition(";")[0].strip().lower() != "application/json":
        return _error(415, "Send the run as application/json.")
    length = meta.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or "HTTP_TRANSFER_ENCODING" in meta:
        return _error(411, "Send the run with a Content-Length.")
    if int(length) > MAX_SIZE:
        return _error(413, f"A run may take {MAX_SIZE // 1024} KiB at most.")
    return None


def _unprocessable(faults: list[Fault]):
    detail = [
        {"loc": ["body", *fault.location], "msg": fault.message, "type": fault.kind}
        for fault in faults
    ]
    return _answer(dumps({"detail": detail}), 422)


def _error(status, message, *headers):
    return _answer(dumps({"detail": message}), status, *headers)


def _answer(text, status, *headers):
    # Whatever an answer holds, a browser that opens it must not run any of it.
    policy = ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    kind = ("Content-Type", "application/json")
    return Answer(status, text.encode(), [*headers, kind, policy])
