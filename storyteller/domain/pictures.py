"""Photos as they are kept: upright, in common colours, without what the camera wrote into them."""

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from storyteller.rules.uploads import JPEG, PNG, FileRefusedError, Format, check_pixels

# Enough for a full page at 300 dots per inch.
LONGEST_SIDE = 4800
PREVIEW_SIDE = 960
_QUALITY = {"JPEG": {"quality": 92}, "WEBP": {"quality": 92}, "PNG": {}}
_UNREADABLE = "This photo cannot be read. Open it on your device, and save it once more as JPEG."


@dataclass(frozen=True)
class Picture:
    content: bytes
    width: int
    height: int


def clean_photo(data: bytes, found: Format) -> Picture:
    """The photo anew, of the same format: nothing comes with it but its pixels.

    Raises ``FileRefusedError`` for what is no picture, and for one that is far too large.
    """
    return _pack(_read(data, found, LONGEST_SIDE), found)


def make_preview(data: bytes, found: Format) -> bytes:
    """A small JPEG of a photo, on white where it is see-through."""
    small = _read(data, found, PREVIEW_SIDE)
    if small.mode in ("RGBA", "LA", "P"):
        clear = small.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        small = paper
    return _pack(small.convert("RGB"), JPEG).content


def _read(data, found, side):
    """The picture upright, no larger than ``side``, in sRGB."""
    try:
        with Image.open(BytesIO(data), formats=[found.name.upper()]) as picture:
            check_pixels(*picture.size)
            picture.draft(None, (side, side))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((side, side), Image.Resampling.LANCZOS)
            return _common_colours(upright)
    except (
        OSError,
        UnidentifiedImageError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
        SyntaxError,
        ValueError,
    ) as error:
        raise FileRefusedError(_UNREADABLE) from error


def _common_colours(picture):
    profile = picture.info.get("icc_profile")
    plain = (
        picture if picture.mode in ("RGB", "RGBA", "L") else picture.convert(_plain_mode(picture))
    )
    if not profile or plain.mode == "L":
        return plain
    try:
        return ImageCms.profileToProfile(
            plain,
            ImageCms.ImageCmsProfile(BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=plain.mode,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        # A profile that cannot be read was of no use to anybody either.
        return plain


def _plain_mode(picture):
    is_clear = picture.mode in ("LA", "PA") or "transparency" in picture.info
    return "RGBA" if is_clear else "RGB"


def _pack(picture, found):
    kind = found.name.upper()
    if found is JPEG and picture.mode == "RGBA":
        picture = picture.convert("RGB")
    # A new picture has no comment, no profile and no place from the old one.
    clean = Image.new(picture.mode, picture.size)
    clean.paste(picture)
    packed = BytesIO()
    clean.save(packed, kind, **_QUALITY[kind], **({"optimize": True} if found is PNG else {}))
    return Picture(packed.getvalue(), *clean.size)
