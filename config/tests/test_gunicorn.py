import json
import re
import signal
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


@pytest.fixture
def database(tmp_path):
    """The address of a database without a table."""
    return f"sqlite:///{tmp_path}/empty.sqlite3"


def get(url, **headers):
    try:
        with urlopen(Request(url, headers=headers)) as response:
            return response.status, json.load(response)
    except HTTPError as error:
        with error:
            return error.code, json.load(error)


def test_gunicorn_serves_an_ipv6_address_migrates_nothing_and_stops_when_told(serve, database):
    logs = {"LOG_FORMAT": "json", "ACCESS_LOG": "1"}
    with serve(HOST="::1", DATABASE_URL=database, **logs) as server:
        assert server.address.startswith("http://[::1]:")
        headers = {"X-Request-ID": "the-request-id", "User-Agent": "pytest"}
        assert get(f"{server.address}/healthz", **headers) == (200, {"status": "ok"})
        assert get(f"{server.address}/api/v1/nothing", **headers)[0] == 404
        status, body = get(f"{server.address}/readyz")
        assert (status, body["reason"]) == (503, "Migrations are pending.")
        server.send_signal(signal.SIGTERM)
        assert server.wait(60) == 0
    # It logs in the format of the settings.
    lines = [json.loads(line) for line in server.log.read_text().splitlines()]
    first = {line["logger"]: line for line in reversed(lines)}
    access, missing = first["gunicorn.access"], first["django.request"]
    assert first.keys() == {"gunicorn.error", "gunicorn.access", "django.request"}
    assert access["request_id"] == "the-request-id"
    assert access["message"].startswith("GET /healthz 200 16 bytes ")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}", missing.pop("time"))
    assert missing == {
        "level": "WARNING",
        "logger": "django.request",
        "request_id": "the-request-id",
        "message": "Not Found: /api/v1/nothing",
    }


def test_gunicorn_serves_on_this_machine_only_and_logs_no_request_unasked(site):
    assert site.address.startswith("http://127.0.0.1:")
    assert get(f"{site.address}/healthz") == (200, {"status": "ok"})
    assert "GET /healthz" not in site.log.read_text()


def test_gunicorn_migrates_on_start_when_asked(site):
    assert get(f"{site.address}/readyz") == (200, {"status": "ok"})


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs Linux's /proc")
def test_workers_share_no_database_connection(site):
    get(f"{site.address}/readyz")
    opened = {str(fd.readlink()) for fd in Path(f"/proc/{site.pid}/fd").iterdir()}
    assert not [name for name in opened if "site.sqlite3" in name]


def test_static_files_have_hashed_names_that_browsers_keep(site):
    with urlopen(f"{site.address}/accounts/login/") as page:
        text = page.read().decode()
    [path] = re.findall(r'href="(/static/css/tokens\.[0-9a-f]{12}\.css)"', text)
    request = Request(site.address + path, headers={"Accept-Encoding": "gzip"})
    with urlopen(request) as response:
        headers = response.headers
    assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
    assert headers["Content-Encoding"] == "gzip"


def test_gunicorn_stops_when_it_cannot_migrate(run_python, database, tmp_path):
    (tmp_path / "empty.sqlite3").write_text("This is no database, whatever its name says.")
    # Another application will do: none is served.
    command = ["-m", "gunicorn", "wsgiref.simple_server:demo_app"]
    finished = run_python(*command, PORT="0", DATABASE_URL=database, MIGRATE_ON_START="1")
    assert finished.returncode == 1
    last_line = finished.stderr.splitlines()[-1]
    assert last_line == "Fireside cannot start: the database could not be prepared."
