"""What a browser would send of a form, read from the page as it was served."""

from html.parser import HTMLParser


def fields_of(html: str, form_id: str) -> dict[str, list[str]]:
    """The values of the form ``form_id``, by the name of their control."""
    reader = _Reader(form_id)
    reader.feed(html)
    return reader.fields


class _Reader(HTMLParser):
    def __init__(self, form_id):
        super().__init__()
        self.form_id = form_id
        self.fields = {}
        self._is_inside = False
        self._select = self._textarea = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self._is_inside = attrs.get("id") == self.form_id
        elif not self._is_inside or "disabled" in attrs:
            return
        elif tag == "input":
            self._read_input(attrs)
        elif tag == "select":
            self._select = attrs.get("name")
        elif tag == "option" and self._select and "selected" in attrs:
            self._add(self._select, attrs.get("value", ""))
        elif tag == "textarea":
            self._textarea = attrs.get("name")
            self._add(self._textarea, "")

    def handle_endtag(self, tag):
        if tag == "form":
            self._is_inside = False
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._textarea = None

    def handle_data(self, data):
        if self._textarea:
            # The line break that opens the control is no part of what it holds.
            self.fields[self._textarea][-1] += data.removeprefix("\n")

    def _read_input(self, attrs):
        kind = attrs.get("type", "text")
        if kind in ("submit", "button", "file", "image"):
            return
        if kind in ("checkbox", "radio") and "checked" not in attrs:
            return
        self._add(attrs.get("name"), attrs.get("value", "on" if kind == "checkbox" else ""))

    def _add(self, name, value):
        if name:
            self.fields.setdefault(name, []).append(value)
