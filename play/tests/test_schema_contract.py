import json
from pathlib import Path

import pytest
from django.db import connection

from common.tests.schema_contract import differences

CATALOGUE = Path(__file__).parent / "schema" / "scene_flow.json"


@pytest.mark.django_db
def test_tables_of_scene_runs_are_as_their_specification_says():
    assert differences(json.loads(CATALOGUE.read_text()), connection) == []
