"""Photos for the book: as many pixels as the page needs, and nothing that a camera wrote."""

from collections.abc import Callable, Iterable
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from common.publishing.book import Photo
from storyteller.domain.errors import StorytellerError
from storyteller.models import Upload

_QUALITY = 85


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
    # One after the other: two at once gain little, and what each thread has unpacked stays in the
    # process beside the pages that are set afterwards.
    for upload in uploads:
        copies[upload] = _print_copy(upload, pixels, is_gray)
        on_each()
    return copies


def _print_copy(upload, pixels, is_gray) -> Photo:
    mode = "L" if is_gray else "RGB"
    try:
        with upload.file.open() as file, Image.open(file) as picture:
            # A JPEG can be unpacked at a half or a quarter of its size, which is far quicker.
            picture.draft(mode, _fitting(picture.size, pixels))
            small = _on_paper(picture).convert(mode)
            ImageOps.exif_transpose(small, in_place=True)
            small.thumbnail(pixels, Image.Resampling.LANCZOS)
    except (OSError, UnidentifiedImageError, Image.DecompressionBombError) as error:
        raise PhotoUnreadableError(upload) from error
    # A new picture has no comment, no profile and no place from the old one.
    clean = Image.new(mode, small.size)
    clean.paste(small)
    packed = BytesIO()
    clean.save(packed, "JPEG", quality=_QUALITY)
    return Photo(
        packed.getvalue(),
        "image/jpeg",
        *clean.size,
        caption=upload.caption,
        alt=upload.alt_text,
    )


def _fitting(size, pixels):
    """The size of a picture, lying or standing, within ``pixels``."""
    share = min(1, max(pixels) / max(size))
    return max(1, round(size[0] * share)), max(1, round(size[1] * share))


def _on_paper(picture):
    """A picture with see-through parts, on white as the page would show them."""
    if picture.mode not in ("RGBA", "LA", "PA") and "transparency" not in picture.info:
        return picture
    clear = picture.convert("RGBA")
    paper = Image.new("RGBA", clear.size, "white")
    paper.alpha_composite(clear)
    return paper
