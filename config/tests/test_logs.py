import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


def test_a_plain_line_carries_the_request_id(site):
    headers = {"X-Request-ID": "the-request-id"}
    with pytest.raises(HTTPError, match="404"):
        urlopen(Request(f"{site.address}/api/v1/nothing", headers=headers))
    [line] = [line for line in site.log.read_text().splitlines() if "the-request-id" in line]
    assert re.fullmatch(
        r"\S+ \S+ WARNING django\.request \[the-request-id\] Not Found: /api/v1/nothing", line
    )


def test_a_quiet_level_leaves_all_that_is_below_out(settings_with):
    logging = settings_with(LOG_LEVEL="error")["LOGGING"]
    loggers = {"root": logging["root"], **logging["loggers"]}
    assert {name: logger["level"] for name, logger in loggers.items()} == {
        "root": "ERROR",
        "django": "ERROR",
        "django.security.DisallowedHost": "CRITICAL",
    }
