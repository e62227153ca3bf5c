"""One book of a whole life, made in a process of its own so that its memory is its own.

``python -m benchmarks.storyteller.book FORM PHOTOS`` prints seconds, bytes, pages and megabytes as
JSON.
"""

import json
import os
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import perf_counter
from uuid import UUID

from PIL import Image

WORDS, PHOTOS, CHAPTERS = 120_000, 60, 40
# What a camera of ten years ago took.
PIXELS = (3000, 2000)
SENTENCES = (
    "The sea left us that morning, and nobody on the whole coast went after it.",
    "My mother counted beans into my hand, one for each basket that was carried past.",
    "“You listened to the piano,” she said, “and never once to me.”",
    "It was the year in which the harbour froze, so that the boats stood in it like furniture.",
    "I did not understand then what I had been given, and I was not asked.",
    "He could tell by the sound of a wall whether somebody had lived behind it.",
    "There are things that one only learns by carrying them out of a room.",
    "Nobody spoke for as long as it takes to peel an apple in one piece.",
)


class Upload:
    """What the making of a print copy asks of a row of ``uploads``."""

    def __init__(self, path: Path, number: int):
        self.path = path
        self.caption, self.alt_text = f"The house, in the summer of {1940 + number}.", "A house."

    @property
    def file(self):
        return self

    def open(self):
        return self.path.open("rb")


def write_photos(folder: Path) -> None:
    """Photos as a camera makes them, in ``folder``."""
    rng = Random(11)
    for number in range(PHOTOS):
        # Noise of some size, so that packing it costs what a photo costs.
        small = Image.frombytes("RGB", (150, 100), rng.randbytes(150 * 100 * 3))
        large = small.resize(PIXELS, Image.Resampling.BICUBIC)
        large.save(folder / f"{number:02}.jpg", "JPEG", quality=85)


def prose(rng: Random, words: int) -> Iterator[str]:
    """Sections of some ten paragraphs, until there are so many words."""
    told = 0
    while told < words:
        section = []
        for _ in range(10):
            paragraph = " ".join(rng.choices(SENTENCES, k=rng.randint(2, 7)))
            told += len(paragraph.split())
            section.append(paragraph)
        yield "\n\n".join(section)


def book_of(photos, rng: Random):
    from common.publishing.book import (  # noqa: PLC0415 -- as above
        Book,
        Chapter,
        Part,
        Prose,
    )

    left = list(photos)
    chapters = []
    for number in range(1, CHAPTERS + 1):
        blocks = []
        for text in prose(rng, WORDS // CHAPTERS):
            blocks += [Prose("* * *")] if blocks else []
            blocks.append(Prose(text))
            if left and rng.random() < 0.35:
                blocks.append(left.pop())
        chapters.append(Chapter(f"The year {1940 + number}", tuple(blocks), f"Chapter {number}"))
    if left:
        chapters.append(Chapter("Photographs", tuple(left)))
    return Book(
        key=UUID(int=7),
        title="A Whole Life",
        authors=("Ada Fenn",),
        parts=(Part(tuple(chapters)),),
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
        language="en-GB",
        rights=("© 2026 Ada Fenn",),
    )


def main(form: str, folder: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # noqa: PLC0415 -- as above

    django.setup()
    from common.publishing.layout import TRIMS, pixels_needed  # noqa: PLC0415 -- needs Django
    from storyteller.domain.book_forms import FORMS, pages_of  # noqa: PLC0415 -- likewise
    from storyteller.domain.photos import print_copies  # noqa: PLC0415 -- likewise

    rng = Random(11)
    paths = sorted(Path(folder).glob("*.jpg"))
    taken = [Upload(path, number) for number, path in enumerate(paths)]
    begin = perf_counter()
    photos = print_copies(taken, pixels=pixels_needed(TRIMS["6x9"]), is_gray=FORMS[form].is_gray)
    prepared = perf_counter()
    book = book_of(photos.values(), rng)
    photos.clear()
    start, used = perf_counter(), sum(os.times()[:2])
    data = FORMS[form].write(book, "6x9")
    found = {
        "photo_seconds": prepared - begin,
        "seconds": perf_counter() - start,
        "processor_seconds": sum(os.times()[:2]) - used,
        "bytes": len(data),
        "pages": pages_of(data) if FORMS[form].has_pages else 0,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
