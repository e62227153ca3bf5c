"""What can be read out of a file of a book, by anybody who looks hard."""

import re
from html import unescape
from io import BytesIO
from zipfile import ZipFile, is_zipfile

from pypdf import PdfReader

_TAG = re.compile(r"<[^>]+>")


def squashed(text: str) -> str:
    """Letters and digits alone: no line end and no hyphen can hide a word."""
    return re.sub(r"[\W_]", "", text.casefold())


def everything_in(data: bytes) -> str:
    """All that stands in a file: its bytes, what is packed into it, its names and properties."""
    pieces = [data.decode("latin-1"), data.decode("utf-8", "ignore")]
    if is_zipfile(BytesIO(data)):
        archive = ZipFile(BytesIO(data))
        for entry in archive.infolist():
            inner = archive.read(entry)
            text = inner.decode("utf-8", "ignore")
            pieces += [entry.filename, inner.decode("latin-1"), text, unescape(_TAG.sub("", text))]
    elif data.startswith(b"%PDF-"):
        pieces += _of_pdf(data)
    return squashed("\n".join(pieces))


def _of_pdf(data):
    reader = PdfReader(BytesIO(data))
    yield str(reader.metadata)
    for page in reader.pages:
        yield page.extract_text()
        yield page.get_contents().get_data().decode("latin-1") if page.get_contents() else ""
        for image in page.images:
            yield image.data.decode("latin-1")
    for number in range(1, len(reader.xref[0]) + 1):
        found = reader.get_object(number)
        yield str(found)
