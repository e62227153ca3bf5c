"""What a file is, told by its first bytes, and which files are taken.

Neither the name of a file nor what a browser says of it counts. Signatures are those of the formats
themselves: JPEG (ITU T.81), PNG (RFC 2083), RIFF, ISO base media (ISO 14496-12), Ogg (RFC 3533),
EBML (RFC 8794), MPEG audio (ISO 11172-3) and PDF (ISO 32000).
"""

from dataclasses import dataclass

MB = 1_000_000
# As much of a file as has to be looked at.
HEAD = 65_536


@dataclass(frozen=True)
class Format:
    """A kind of file that is taken."""

    kind: str
    content_type: str
    ending: str
    name: str


JPEG = Format("photo", "image/jpeg", ".jpg", "JPEG")
PNG = Format("photo", "image/png", ".png", "PNG")
WEBP = Format("photo", "image/webp", ".webp", "WebP")
HEIC = Format("photo", "image/heic", ".heic", "HEIC")
MP3 = Format("voice", "audio/mpeg", ".mp3", "MP3")
MP4 = Format("voice", "audio/mp4", ".m4a", "M4A")
OGG = Format("voice", "audio/ogg", ".ogg", "Ogg")
WEBM = Format("voice", "audio/webm", ".webm", "WebM")
WAV = Format("voice", "audio/wav", ".wav", "WAV")
PDF = Format("document", "application/pdf", ".pdf", "PDF")

LIMITS = {"photo": 25 * MB, "voice": 60 * MB, "document": 25 * MB}
KIND_NAMES = {"photo": "A photo", "voice": "A recording", "document": "A document"}
LARGEST = max(LIMITS.values())
# A picture of more is taken for a trap; the largest cameras people own stay below.
MAX_PIXELS = 80_000_000

_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
_OTHER_PICTURES = {b"avif", b"avis", b"crx "}
_SOUND_IN_OGG = (b"OpusHead", b"\x01vorbis")
_FILM_IN_OGG = (b"\x80theora", b"\x01video")

TAKEN = "Photos: JPEG, PNG, WebP. Recordings: MP3, M4A, Ogg, WebM, WAV. Documents: PDF."
NOTHING = "This file is empty. Choose another one."
UNKNOWN = f"This kind of file cannot be taken. {TAKEN}"
FILM = "This is a film. Only its sound can be taken: save it as a sound file first."
NO_HEIC = (
    "This photo is in Apple’s HEIC format, which cannot be read here. On the phone, choose "
    "“Most Compatible” in the settings of the camera, or send the photo as JPEG."
)


class FileRefusedError(Exception):
    """A file is not taken; the sentence says why and what to do."""


def sniff(head: bytes) -> Format:
    """What a file is that begins with ``head``. Raises ``FileRefusedError``."""
    if not head:
        raise FileRefusedError(NOTHING)
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"%PDF-"):
        return PDF
    for read in (_riff, _base_media, _ogg, _ebml, _mpeg):
        if found := read(head):
            return found
    raise FileRefusedError(UNKNOWN)


def check_size(found: Format, size: int) -> None:
    """Raises ``FileRefusedError`` for a file that is larger than its kind may be."""
    limit = LIMITS[found.kind]
    if size > limit:
        raise FileRefusedError(
            f"{KIND_NAMES[found.kind]} may have {limit // MB} MB; this one has {size / MB:.0f} MB. "
            "Make it smaller, or share a part of it."
        )


def check_pixels(width: int, height: int) -> None:
    """Raises ``FileRefusedError`` for a picture that would not fit into memory when unpacked."""
    if width < 1 or height < 1 or width * height > MAX_PIXELS:
        raise FileRefusedError(
            f"A photo may have {MAX_PIXELS // MB} megapixels; this one claims to have more."
        )


def _riff(head):
    if head[:4] != b"RIFF":
        return None
    return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])


def _base_media(head):
    """MP4 and its relatives name their brand. What holds pictures that move is no recording."""
    if head[4:8] != b"ftyp":
        return None
    brand = head[8:12]
    if brand in _HEIC_BRANDS:
        return HEIC
    return None if brand in _OTHER_PICTURES else MP4


def _ogg(head):
    if not head.startswith(b"OggS"):
        return None
    if any(sign in head for sign in _FILM_IN_OGG):
        raise FileRefusedError(FILM)
    return OGG if any(sign in head for sign in _SOUND_IN_OGG) else None


def _ebml(head):
    if not head.startswith(b"\x1a\x45\xdf\xa3") or not (b"webm" in head or b"matroska" in head):
        return None
    # Codecs of pictures are named V_VP8, V_AV1 and so on.
    if b"\x86" in head and any(codec in head for codec in (b"V_VP", b"V_AV", b"V_MPEG")):
        raise FileRefusedError(FILM)
    return WEBM


def _mpeg(head):
    if head.startswith(b"ID3"):
        return MP3
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    is_frame = version != 1 and layer == 1 and bitrate not in (0, 15) and rate != 3
    return MP3 if is_frame else None
