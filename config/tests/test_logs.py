import json
import re

SCRIPT = """
import django

django.setup()

from django.test import Client

Client().get("/api/v1/nothing", headers={"X-Request-ID": "the-request-id"})
"""


def run(run_python, **variables):
    finished = run_python(
        "-W", "error", "-c", SCRIPT, DJANGO_SETTINGS_MODULE="config.settings", **variables
    )
    return finished.stderr


def test_a_json_line_carries_the_request_id(run_python):
    line = json.loads(run(run_python, LOG_FORMAT="json", ALLOWED_HOSTS="testserver", HTTPS="0"))
    time = line.pop("time")
    assert line == {
        "level": "WARNING",
        "logger": "django.request",
        "request_id": "the-request-id",
        "message": "Not Found: /api/v1/nothing",
    }
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}", time)


def test_a_plain_line_carries_the_request_id(run_python):
    line = run(run_python, LOG_FORMAT="plain", ALLOWED_HOSTS="testserver")
    assert re.fullmatch(
        r"\S+ \S+ WARNING django\.request \[the-request-id\] "
        r"Not Found: /api/v1/nothing\n",
        line,
    )


def test_a_quiet_level_leaves_the_line_out(run_python):
    assert run(run_python, LOG_LEVEL="error", ALLOWED_HOSTS="testserver") == ""
