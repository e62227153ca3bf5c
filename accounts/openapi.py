"""What operations that read for a person have in common, in the words of OpenAPI."""

from django import forms

from accounts.api import ApiQuery

SECURITY_SCHEMES = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A personal access token, made on the page of one's account.",
    }
}
_TYPES = {
    forms.IntegerField: {"type": "integer"},
    forms.DateTimeField: {"type": "string", "format": "date-time"},
}


def schemas() -> dict:
    return {
        "Refusal": {
            "type": "object",
            "required": ["detail"],
            "properties": {"detail": {"type": "string", "description": "Why, for a person."}},
        },
        "Faults": {
            "type": "object",
            "required": ["detail"],
            "properties": {
                "detail": {"type": "array", "items": _fault(), "description": "One a parameter."}
            },
        },
    }


def reading(
    operation: str, summary: str, description: str, *, scope: str, tag: str, answer: str, **parts
) -> dict:
    """An operation that answers with the schema ``answer`` to whoever may read ``scope``."""
    query = parts.get("query")
    keys = [_key(*key) for key in parts.get("keys", ())]
    responses = {
        "200": _answer("What was asked for.", answer),
        "400": _answer("The host is unknown.", "Refusal"),
        "401": _answer("There is no token, or it opens nothing any more.", "Refusal"),
        "403": _answer(f"The token was not made for {scope}.", "Refusal"),
    }
    if keys:
        responses["404"] = _answer("There is no such thing, or it is not for you.", "Refusal")
    if query:
        responses["422"] = _answer("A parameter is wrong; each is named.", "Faults")
    return {
        "get": {
            "operationId": operation,
            "tags": [tag],
            "summary": summary,
            "description": f"{description} The token must be made for {scope}.",
            "security": [{"token": [scope]}],
            "parameters": keys + (parameters(query) if query else []),
            "responses": responses,
        }
    }


def page_of(schema: str) -> dict:
    """The schema of a page of a list."""
    address = {"type": ["string", "null"]}
    return {
        "type": "object",
        "required": ["count", "page", "pages", "next", "previous", "results"],
        "properties": {
            "count": {"type": "integer", "description": "How many there are on all pages."},
            "page": {"type": "integer", "minimum": 1},
            "pages": {"type": "integer", "minimum": 1},
            "next": address | {"description": "The address of the next page, if there is one."},
            "previous": address | {"description": "The address of the page before."},
            "results": {"type": "array", "items": {"$ref": f"#/components/schemas/{schema}"}},
        },
    }


def parameters(query: type[ApiQuery]) -> list[dict]:
    """The parameters that the form ``query`` takes, with the limits that it checks."""
    return [_parameter(name, field) for name, field in query({}).fields.items()]


def _parameter(name, field):
    values = [value for value, _ in getattr(field, "choices", ()) if value]
    limits = {"minimum": "min_value", "maximum": "max_value", "maxLength": "max_length"}
    schema = dict(_TYPES.get(type(field), {"type": "string"}))
    schema |= {key: getattr(field, at) for key, at in limits.items() if getattr(field, at, None)}
    schema |= {"enum": values} if values else {}
    if isinstance(field, forms.MultipleChoiceField):
        schema = {"type": "array", "items": schema}
    return {
        "name": name,
        "in": "query",
        "required": False,
        "schema": schema,
        "description": field.help_text,
    }


def _key(name, example):
    return {
        "name": name,
        "in": "path",
        "required": True,
        "schema": {"type": "string", "minLength": 1},
        "description": f"The key of the {name}.",
        "example": example,
    }


def _answer(description, schema):
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    return {"description": description, "content": content}


def _fault():
    return {
        "type": "object",
        "required": ["loc", "msg", "type"],
        "properties": {
            "loc": {"type": "array", "items": {"type": "string"}},
            "msg": {"type": "string"},
            "type": {"type": "string"},
        },
    }
