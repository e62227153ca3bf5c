"""Photos for the book: as many pixels as the page needs, and nothing that a camera wrote."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from common.publishing.book import Photo
from storyteller.domain.errors import StorytellerError
from storyteller.models import Upload

_QUALITY = 88
# Pillow lets go of the interpreter while it packs and unpacks.
_THREADS = 4


class PhotoUnreadableError(StorytellerError):
    def __init__(self, upload: Upload):
        super().__init__(
            f"The photo “{upload}” cannot be read. Add it anew, or leave it out of the book."
        )


def print_copies(
    uploads: Iterable[Upload],
    *,
    pixels: tuple[int, int],
    is_gray: bool = False,
    on_each: Callable[[], None] = lambda: None,
) -> dict[Upload, Photo]:
    """A copy of each photo with no more than ``pixels`` across and down.

    Raises ``PhotoUnreadableError`` for the first that is no picture any more.
    """
    copies = {}

    def copy(upload):
        return upload, _print_copy(upload, pixels, is_gray)

    with ThreadPoolExecutor(_THREADS) as pool:
        for upload, photo in pool.map(copy, uploads):
            copies[upload] = photo
            on_each()
    return copies


def _print_copy(upload, pixels, is_gray) -> Photo:
    mode = "L" if is_gray else "RGB"
    try:
        with upload.file.open() as file, Image.open(file) as picture:
            # A JPEG can be unpacked at a half or a quarter of its size, which is far quicker.
            picture.draft(mode, (pixels[0] * 2, pixels[1] * 2))
            small = _on_paper(ImageOps.exif_transpose(picture)).convert(mode)
            small.thumbnail(pixels, Image.Resampling.LANCZOS)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PhotoUnreadableError(upload) from error
    # A new picture has no comment, no profile and no place from the old one.
    clean = Image.new(mode, small.size)
    clean.paste(small)
    packed = BytesIO()
    clean.save(packed, "JPEG", quality=_QUALITY, optimize=True)
    return Photo(
        packed.getvalue(),
        "image/jpeg",
        *clean.size,
        caption=upload.caption,
        alt=upload.alt_text,
    )


def _on_paper(picture):
    """A picture with see-through parts, on white as the page would show them."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture
    clear = picture.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    paper.alpha_composite(clear)
    return paper
