import json

from django import forms
from django.core.exceptions import ValidationError

from common.documents import DocumentEncoder, DocumentError, read_json


class DocumentFormField(forms.JSONField):
    """JSON typed by hand: shown indented, read as strictly as what comes in through the API."""

    widget = forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "mono"})

    def __init__(self, **kwargs):
        super().__init__(**{"encoder": DocumentEncoder, **kwargs})

    def prepare_value(self, value):
        if isinstance(value, str):
            return value
        return json.dumps(value, indent=2, ensure_ascii=False)

    def bound_data(self, data, initial):
        return data

    def to_python(self, value):
        if not isinstance(value, str):
            return super().to_python(value)
        if not value.strip():
            return None
        try:
            return read_json(value.encode())
        except DocumentError as error:
            raise ValidationError([describe(fault) for fault in error.faults]) from error


class JSONObjectField(DocumentFormField):
    """A JSON object typed by hand. Left empty it is an empty object."""

    widget = forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "class": "mono"})

    def prepare_value(self, value):
        return super().prepare_value(value) if value else ""

    def has_changed(self, initial, data):
        return super().has_changed(initial or {}, data)

    def to_python(self, value):
        document = super().to_python(value)
        if document is None:
            return {}
        if not isinstance(document, dict):
            raise ValidationError('Give a JSON object, such as {"level": 3}.')
        return document


def faults_of(check, *values, **columns):
    """What ``check`` has against a document, a sentence each."""
    try:
        check(*values, **columns)
    except DocumentError as error:
        return [describe(fault) for fault in error.faults]
    return []


def describe(fault):
    """A fault of a document as a sentence: where it is, and what would be right."""
    where = " › ".join(map(str, fault.location))
    return f"{where}: {fault.message}" if where else fault.message
