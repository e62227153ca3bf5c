"""Everything that allauth shows or sends here is in Fireside's words and look."""

from pathlib import Path

import allauth
import pytest
from django.conf import settings
from django.template.loader import get_template

TEMPLATES = Path(allauth.__file__).parent / "templates"
# Features that are switched off: codes instead of links, telephone numbers, passkeys.
SWITCHED_OFF = ("code", "phone", "passkey")
# Building blocks that only allauth's own pages use.
UNUSED = {
    "account/base_entrance.html",
    "account/base_manage.html",
    "account/base_manage_email.html",
    "account/base_manage_password.html",
    "account/email_change.html",
    "account/snippets/already_logged_in.html",
    "account/snippets/warn_no_email.html",
    "socialaccount/base_entrance.html",
    "socialaccount/base_manage.html",
    "socialaccount/snippets/login_extra.html",
}


def names():
    for folder in ("account", "socialaccount", "allauth/layouts"):
        for path in sorted((TEMPLATES / folder).rglob("*.*")):
            name = path.relative_to(TEMPLATES).as_posix()
            if name not in UNUSED and not any(word in path.name for word in SWITCHED_OFF):
                yield name


@pytest.mark.parametrize("name", list(names()))
def test_template_of_allauth_is_replaced(name):
    origin = Path(get_template(name).origin.name)
    assert origin == settings.BASE_DIR / "templates" / name
