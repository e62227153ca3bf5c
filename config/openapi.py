"""The API described for programs (OpenAPI) and, from the same document, for people."""

import json
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import openapi as accounts
from campaigns.api import openapi as campaigns
from play import openapi as play

ROOMS = (play, campaigns)


@cache
def document() -> dict:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Fireside",
            "version": "1",
            "summary": "Stories made together, kept.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "tags": [room.TAG for room in ROOMS],
        "paths": {path: operations for room in ROOMS for path, operations in room.paths().items()},
        "components": {
            "schemas": {
                name: schema
                for described in (*ROOMS, accounts)
                for name, schema in described.schemas().items()
            },
            "securitySchemes": accounts.SECURITY_SCHEMES,
        },
    }


@login_not_required
@require_safe
def openapi(request):
    return JsonResponse(document(), headers={"Cache-Control": "max-age=300"})


@login_not_required
@require_safe
def docs(request):
    operations = list(_operations(request.build_absolute_uri("/").rstrip("/")))
    context = {
        "groups": [
            {**tag, "operations": [each for each in operations if tag["name"] in each["tags"]]}
            for tag in document()["tags"]
        ],
        "schemas": _schemas(),
        "document": document(),
    }
    return render(request, "api_docs.html", context)


def _operations(site):
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield {
                **operation,
                "method": method.upper(),
                "path": path,
                "curl": _curl(site, method, path, operation),
                "answers": list(_answers(operation)),
            }


def _answers(operation):
    for status, answer in operation["responses"].items():
        content = answer.get("content", {}).get("application/json", {})
        yield {
            "status": status,
            "description": answer["description"],
            "schema": content.get("schema", {}).get("$ref", "").rpartition("/")[2],
            "example": json.dumps(content["example"], indent=2) if "example" in content else "",
        }


def _curl(site, method, path, operation):
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            path = path.replace(f"{{{parameter['name']}}}", parameter["example"])
    if method == "get":
        token = " \\\n  -H 'Authorization: Bearer …'" if operation.get("security") else ""
        return f"curl {site}{path}{token}"
    example = operation["requestBody"]["content"]["application/json"]["example"]
    body = json.dumps(example, indent=2)
    return f"curl {site}{path} \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"


def _schemas():
    return [
        {
            "name": name,
            "description": schema.get("description", ""),
            "fields": [
                {
                    "name": field,
                    "type": _type(rules),
                    "required": field in schema.get("required", ()),
                    "limits": _limits(rules),
                    "description": rules.get("description", ""),
                }
                for field, rules in schema.get("properties", {}).items()
            ],
            "open": schema.get("additionalProperties", True) is True,
        }
        for name, schema in document()["components"]["schemas"].items()
    ]


def _type(rules):
    if "$ref" in rules:
        return rules["$ref"].rpartition("/")[2]
    if "anyOf" in rules:
        return " or ".join(_type(choice) for choice in rules["anyOf"])
    kind = rules.get("type", "value")
    if isinstance(kind, list):
        return " or ".join(kind)
    if kind == "array":
        return f"list of {_type(rules['items'])}"
    return kind


def _limits(rules):
    """The bounds that a schema sets, in words."""
    words = {
        "const": "always “{}”",
        "enum": "one of {}",
        "minimum": "from {}",
        "maximum": "to {}",
        "minLength": "at least {} character",
        "maxLength": "at most {} characters",
        "maxItems": "at most {} entries",
    }
    return ", ".join(
        text.format(_listed(rules[key]) if key == "enum" else rules[key])
        for key, text in words.items()
        if key in rules
    )


def _listed(values):
    return ", ".join(str(value) or "empty" for value in values)
