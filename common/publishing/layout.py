"""How large a printed book is, and what it looks like. Lengths are inches, sizes of type points."""

from dataclasses import dataclass

from common.publishing.book import Photo

# What a printer asks of a photo, and what still looks well on paper.
PRINT_DPI, LEAST_DPI = 300, 150
# Of the height between the margins, so that text stands beside each photo.
MOST_OF_PAGE = 0.62
# Of the width between the margins: a photo of few pixels is not made smaller than this.
LEAST_WIDTH = 0.55


@dataclass(frozen=True, slots=True)
class Layout:
    """A page and its type. ``inside`` is the margin at the spine.

    ``is_press`` adds what a printed memoir has: a half title, chapters that open on a right-hand
    page, an opening in small capitals, the author in the running head.
    """

    width: float = 6
    height: float = 9
    inside: float = 0.85
    outside: float = 0.7
    top: float = 0.9
    bottom: float = 0.85
    body: float = 10.5
    is_press: bool = False

    @property
    def text_width(self) -> float:
        return self.width - self.inside - self.outside

    @property
    def text_height(self) -> float:
        return self.height - self.top - self.bottom


PLAIN = Layout()
TRIMS = {
    "6x9": Layout(6, 9, 0.875, 0.625, 0.75, 0.875, body=11, is_press=True),
    "7x10": Layout(7, 10, 1.0, 0.8, 0.85, 1.0, body=11, is_press=True),
    "8.5x11": Layout(8.5, 11, 1.25, 1.15, 1.0, 1.15, body=12, is_press=True),
}


def printed_width(photo: Photo, layout: Layout) -> float:
    """How wide ``photo`` is printed, in inches: at 300 dots an inch where it has the pixels for it,
    never wider than the text nor so high that it fills the page.
    """
    ratio = photo.width / photo.height
    widest = min(layout.text_width, layout.text_height * MOST_OF_PAGE * ratio)
    sharp = photo.width / PRINT_DPI
    return min(widest, max(sharp, layout.text_width * LEAST_WIDTH))


def pixels_needed(layout: Layout) -> tuple[int, int]:
    """The most pixels across and down that a photo needs on such a page."""
    across, down = layout.text_width, layout.text_height * MOST_OF_PAGE
    return round(across * PRINT_DPI), round(down * PRINT_DPI)


def is_sharp(photo: Photo, layout: Layout) -> bool:
    """Whether ``photo`` has enough pixels to look well at the size in which it is printed."""
    return photo.width / printed_width(photo, layout) >= LEAST_DPI
