import pytest
from django.core.management import call_command

from common.app_modules import app_modules

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def loaded(module_rows):
    call_command("load_reference_data", verbosity=0)


def rows():
    models = [model for _, reference in app_modules("reference") for model in reference.MODELS]
    return {model._meta.label: model._default_manager.count() for model in models}


def test_reference_data_fills_each_table_it_names():
    assert [label for label, count in rows().items() if not count] == []


def test_reference_data_is_added_once(capsys):
    first = rows()
    call_command("load_reference_data")

    assert rows() == first
    assert capsys.readouterr().out.splitlines() == [
        "Campaigns: nothing added",
        "Play: nothing added",
        "Storyteller: nothing added",
    ]
