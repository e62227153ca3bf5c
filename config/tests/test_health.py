import pytest
from django.db import ConnectionHandler
from django.db.migrations.recorder import MigrationRecorder

from config import health

NEVER_CACHED = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.fixture(autouse=True)
def new_process():
    health.migrated.clear()
    yield
    health.migrated.clear()


def test_healthz_answers_without_a_database(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == NEVER_CACHED


@pytest.mark.django_db
def test_readyz_answers_when_all_is_migrated(client):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == NEVER_CACHED


@pytest.mark.django_db
def test_readyz_says_that_migrations_are_pending(client):
    MigrationRecorder.Migration.objects.filter(app="accounts").delete()
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"status": "unavailable", "reason": "Migrations are pending."}


@pytest.mark.django_db
def test_readyz_asks_only_once_whether_all_is_migrated(client, django_assert_num_queries):
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz")


@pytest.mark.django_db
def test_readyz_does_not_name_a_database_that_is_away(client, settings_with, monkeypatch, tmp_path):
    url = f"sqlite:///{tmp_path}/nowhere/secret-name.sqlite3"
    away = ConnectionHandler(settings_with(DATABASE_URL=url)["DATABASES"])["default"]
    monkeypatch.setattr(health, "connection", away)
    response = client.get("/readyz")
    assert (response.status_code, response.text) == (
        503,
        '{"status": "unavailable", "reason": "The database does not answer."}',
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_answers_head_and_refuses_other_methods(client, path):
    assert client.head(path).status_code == 200
    refused = client.post(path)
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD")
