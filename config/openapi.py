"""The API described for programs (OpenAPI) and, from the same document, for people."""

import json
from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from play import openapi as play


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
        "tags": [play.TAG],
        "paths": play.paths(),
        "components": {"schemas": play.schemas()},
    }


@login_not_required
@require_safe
def openapi(request):
    return JsonResponse(document(), headers={"Cache-Control": "max-age=300"})


@login_not_required
@require_safe
def docs(request):
    context = {
        "operations": list(_operations(request.build_absolute_uri("/").rstrip("/"))),
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
        return f"curl {site}{path}"
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
                for field, rules in schema["properties"].items()
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
    if rules["type"] == "array":
        return f"list of {_type(rules['items'])}"
    return rules["type"]


def _limits(rules):
    """The bounds that a schema sets, in words."""
    words = {
        "const": "always “{}”",
        "minimum": "from {}",
        "maximum": "to {}",
        "minLength": "at least {} character",
        "maxLength": "at most {} characters",
        "maxItems": "at most {} entries",
    }
    return ", ".join(text.format(rules[key]) for key, text in words.items() if key in rules)
