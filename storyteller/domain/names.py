"""What a file is called on the disk of whoever saves it."""

from django.utils.text import slugify


def file_name(title: str, ending: str) -> str:
    return f"{slugify(title, allow_unicode=True)[:80] or 'book'}.{ending}"
