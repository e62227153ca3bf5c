"""The description of the API says what the API does: neither less nor more."""

import json
import re

import pytest
from django.urls import reverse
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from campaigns.api.urls import urlpatterns as campaigns_api
from common.documents import MAX_DEPTH
from config.openapi import document
from play.api_urls import urlpatterns as play_api
from play.rules.scene_run import (
    FIRST_SCENE,
    LAST_SCENE,
    MAX_HEROES,
    MAX_NAME,
    MAX_SESSION_ID,
    MAX_SIZE,
    check_saved_run,
)
from play.tests.factories import load, make_body, save

SAVE, LOAD = "/api/v1/save", "/api/v1/load/{session_id}"


@pytest.fixture(scope="module")
def description():
    return json.loads(json.dumps(document()))


@pytest.fixture(scope="module")
def schemas(description):
    return description["components"]["schemas"]


def test_description_is_valid_openapi(description):
    validate(description)


def test_description_is_served_as_json(client, description):
    response = client.get("/api/v1/openapi.json")

    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json")
    assert response.json() == description


def test_description_lists_exactly_the_operations_that_there_are(description):
    described = {(*methods, re.sub(r"{.*?}", "x", path)) for path, methods in paths_of(description)}
    names = [url.name for url in (*campaigns_api, *play_api)]
    arguments = [["x"] * len(url.pattern.converters) for url in (*campaigns_api, *play_api)]
    served = {reverse(name, args=args) for name, args in zip(names, arguments, strict=True)}

    assert described == {("post" if path == SAVE else "get", path) for path in served}


def paths_of(description):
    return description["paths"].items()


def examples_in(node, schema=None):
    """Each example of the description, with the name of the schema it is an example of."""
    if isinstance(node, list):
        for entry in node:
            yield from examples_in(entry)
    if isinstance(node, dict):
        if "example" in node and "$ref" in node.get("schema", {}):
            yield node["schema"]["$ref"].rpartition("/")[2], node["example"]
        for entry in node.values():
            yield from examples_in(entry)


def test_examples_of_a_run_can_be_saved(description):
    examples = list(examples_in(description["paths"]))

    assert [schema for schema, _ in examples] == ["SavedRun", "SavedRun"]
    for _, example in examples:
        assert check_saved_run(example) == example


@pytest.mark.django_db
def test_example_calls_do_what_they_say(client, description):
    operation = description["paths"]["/api/v1/save"]["post"]
    example = operation["requestBody"]["content"]["application/json"]["example"]
    saved = save(client, example)
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]

    assert saved.json() == schema_at(description, answer)["example"]
    [session_id, _] = description["paths"]["/api/v1/load/{session_id}"]["get"]["parameters"]
    assert load(client, session_id["example"]).json() == example


def schema_at(description, reference):
    return description["components"]["schemas"][reference.rpartition("/")[2]]


@pytest.mark.django_db
def test_example_of_a_refusal_is_what_is_answered(client, schemas):
    assert save(client, make_body(scene_index=12)).json() == schemas["Unprocessable"]["example"]


def test_described_limits_are_those_that_hold(schemas):
    state, hero = schemas["State"]["properties"], schemas["Hero"]["properties"]
    scene, heroes = state["scene_index"], state["heroes"]
    session_id = schemas["SavedRun"]["properties"]["session_id"]

    assert (scene["minimum"], scene["maximum"]) == (FIRST_SCENE, LAST_SCENE) == (1, 11)
    assert heroes["maxItems"] == MAX_HEROES == 50
    assert (session_id["minLength"], session_id["maxLength"]) == (1, MAX_SESSION_ID) == (1, 128)
    for name in (state["party_name"], hero["name"], hero["class"]):
        assert (name["minLength"], name["maxLength"]) == (1, MAX_NAME) == (1, 200)
    assert (hero["hp"]["minimum"], hero["hp"]["maximum"]) == (-(2**63), 2**63 - 1)


def test_described_limits_of_the_body_are_those_that_hold(description):
    text = description["paths"]["/api/v1/save"]["post"]["description"]

    assert re.findall(r"\d+", text) == [str(MAX_SIZE // 1024), "64", str(MAX_DEPTH)]
    assert MAX_SIZE == 256 * 1024


def test_described_keys_are_closed_but_for_heroes_and_choices(schemas):
    assert {
        name: schema.get("additionalProperties", "not said")
        for name, schema in {
            **schemas,
            "Choices": schemas["State"]["properties"]["choices"],
        }.items()
        if name in ("SavedRun", "State", "Hero", "Choices")
    } == {"SavedRun": False, "State": False, "Hero": True, "Choices": True}
    assert sorted(schemas["State"]["required"]) == sorted(schemas["State"]["properties"])
    assert sorted(schemas["Hero"]["required"]) == ["class", "hp", "name"]


@pytest.mark.parametrize(
    ("session_id", "fits"),
    [("shard-472", True), ("a b", True), ("ü", True), ("", False), ("a/b", False), ("a\nb", False)],
)
def test_described_pattern_of_a_session_id_is_the_one_that_holds(schemas, session_id, fits):
    pattern = schemas["SavedRun"]["properties"]["session_id"]["pattern"]

    assert bool(re.fullmatch(pattern, session_id)) is fits


# What is answered is described


JSON = "application/json"


class BrokenInput:
    """A connection that ends before the body does."""

    def read(self, *size):
        raise OSError

    readline = read


BROKEN = {"CONTENT_TYPE": JSON, "CONTENT_LENGTH": "10", "wsgi.input": BrokenInput()}
CHUNKED = {"content_type": JSON, "CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}


def answers(client):
    """Requests of each operation, one for every status that it can answer with."""
    version = save(client, make_body()).headers["ETag"]
    path = "/api/v1/load/shard-472-demo"
    yield SAVE, save(client, make_body())
    yield SAVE, client.post(SAVE, **BROKEN)
    yield SAVE, client.post(SAVE, content_type=JSON, headers={"host": "other.example"})
    yield SAVE, client.post(SAVE, **CHUNKED)
    yield SAVE, save(client, make_body(), if_match=version)
    yield SAVE, save(client, b" " * (MAX_SIZE + 1))
    yield SAVE, save(client, make_body(), content_type="text/plain")
    yield SAVE, save(client, b"{")
    yield LOAD, client.get(path)
    yield LOAD, client.get(path, headers={"if-none-match": client.get(path).headers["ETag"]})
    yield LOAD, client.get(path, headers={"host": "other.example"})
    yield LOAD, client.get("/api/v1/load/nobody")


@pytest.mark.django_db
def test_every_status_that_is_answered_is_described_and_no_other(client, description):
    answered = {SAVE: set(), LOAD: set()}
    for path, response in answers(client):
        answered[path].add(str(response.status_code))
    described = {
        path: set(operation["responses"])
        for path, methods in description["paths"].items()
        for operation in methods.values()
        if path in answered
    }

    assert answered == described


@pytest.mark.django_db
def test_every_answer_is_as_its_schema_says(client, description):
    for path, response in answers(client):
        [operation] = description["paths"][path].values()
        described = operation["responses"][str(response.status_code)]
        assert ("ETag" in response.headers) is ("ETag" in described.get("headers", {}))
        if "content" not in described:
            assert response.content == b""
            continue
        schema = described["content"][response.headers["Content-Type"]]["schema"]
        whole = {**schema, "components": description["components"]}
        OAS31Validator(whole).validate(response.json())


# The readable docs


@pytest.fixture
def docs(client, db):
    response = client.get("/api/v1/docs")
    assert response.status_code == 200
    return response.content.decode()


def test_docs_name_each_operation_field_and_status(docs, description, schemas):
    for path, methods in description["paths"].items():
        [operation] = methods.values()
        assert operation["tags"][0] in docs
        assert f"<code>{path}</code>" in docs
        for status in operation["responses"]:
            assert f"<code>{status}</code>" in docs
        for parameter in operation["parameters"]:
            assert f"<code>{parameter['name']}</code>" in docs
    for name, schema in schemas.items():
        assert f'id="schema-{name}"' in docs
        for field in schema.get("properties", ()):
            assert f"<code>{field}</code>" in docs


@pytest.mark.parametrize(
    "limit",
    [
        "from 1, to 11",
        "at least 1 character, at most 200 characters",
        "at least 1 character, at most 128 characters",
        "at most 50 entries",
    ],
)
def test_docs_name_the_limits(docs, limit):
    assert limit in docs


def test_docs_need_nothing_from_elsewhere(docs):
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', docs)

    assert addresses
    assert [a for a in addresses if not a.startswith(("/", "#"))] == []
    assert "<script>" not in docs


def test_docs_and_description_are_for_guests_and_for_reading_only(client, db):
    for name in ("api-docs", "openapi"):
        assert client.get(reverse(name)).status_code == 200
        assert client.post(reverse(name)).status_code == 405
