import re

import pytest
from django.conf import settings
from django.core.management import call_command

from accounts.models import User
from common.data_model import document

FILE = settings.BASE_DIR / "docs" / "data-model.md"


def test_document_says_what_the_models_say():
    assert FILE.read_text(encoding="utf-8") == document(), "run: make er"


def test_command_writes_the_document(settings, tmp_path, monkeypatch):
    text = document()
    monkeypatch.setattr("common.data_model._own_apps", list)
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    call_command("write_data_model", verbosity=0)
    assert text.startswith((tmp_path / "docs" / "data-model.md").read_text(encoding="utf-8"))


def test_table_is_drawn_with_its_columns():
    assert "        uuid id PK\n" in document()
    assert '        timestamp last_login "may be null"\n' in document()
    assert f"- `{User._meta.db_table}`: A person with an account" in document()


@pytest.mark.parametrize("limit", [50_000])
def test_diagrams_are_small_enough_to_be_drawn(limit):
    """Mermaid shows an error instead of a diagram beyond these many characters or 500 lines."""
    diagrams = re.findall(r"```mermaid\n(.*?)```", document(), re.DOTALL)
    assert max(map(len, diagrams)) < limit
    assert max(diagram.count("--") for diagram in diagrams) < 500
