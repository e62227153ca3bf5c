"""Small real files of every kind that is taken, each with something personal in it."""

import struct
import wave
from io import BytesIO

from PIL import Image

from storyteller.rules.audio import _CRC

SECRET = b"41.1496N 8.6109W, Linda"


def photo(kind="JPEG", *, size=(60, 40), secret=True, mode="RGB", colour=(120, 60, 30)):
    """A picture that was taken with the camera on its side, at a place that it names."""
    picture = Image.new(mode, size, colour)
    exif = Image.Exif()
    if secret:
        exif[0x0112] = 6
        exif[0x010E] = SECRET.decode()
        exif.get_ifd(0x8825).update({1: "N", 2: (41.0, 8.0, 58.6), 3: "W", 4: (8.0, 36.0, 39.2)})
    packed = BytesIO()
    picture.save(packed, kind, exif=exif)
    return packed.getvalue()


def wav():
    packed = BytesIO()
    with wave.open(packed, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(32_000))
    data = packed.getvalue()
    note = b"LIST" + struct.pack("<I", len(SECRET) + 1) + SECRET + b"\0"
    body = data[12:] + note
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WAVE" + body


def mp3():
    tag = b"ID3\x03\x00\x00" + bytes([0, 0, 0, len(SECRET)]) + SECRET
    frames = (b"\xff\xfb\x90\x00" + bytes(413)) * 3
    old = b"TAG" + SECRET.ljust(125, b"\0")
    return tag + frames + old


def box(name, *parts):
    body = b"".join(parts)
    return struct.pack(">I4s", len(body) + 8, name) + body


def mp4(kind=b"soun", brand=b"M4A "):
    head = struct.pack(">B3xIIII", 0, 3_800_000_000, 3_800_000_001, 1000, 4500) + bytes(80)
    handler = box(b"hdlr", bytes(8), kind, bytes(13))
    track = box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", handler))
    tags = box(b"udta", box(b"meta", bytes(4), SECRET))
    return (
        box(b"ftyp", brand, bytes(8))
        + box(b"moov", box(b"mvhd", head), track, tags)
        + box(b"mdat", b"sound" * 20)
    )


def ogg(sign=b"OpusTags", *, split=False):
    """Three packets: what it is, what is said of it, and sound. ``split``: over two pages."""
    first = b"OpusHead" + bytes(11) if sign == b"OpusTags" else b"\x01vorbis" + bytes(23)
    note = SECRET * (30 if split else 1)
    comment = sign + struct.pack("<I", 4) + b"self" + struct.pack("<II", 1, len(note)) + note
    comment += b"" if sign == b"OpusTags" else b"\x01"
    pages = [(0, first, None)]
    if split:
        pages += [(-1, comment[:510], [255, 255]), (0, comment[510:], None)]
    else:
        pages += [(0, comment, None)]
    pages += [(96_000, b"sound" * 10, None)]
    return b"".join(page(n, g, body, laces) for n, (g, body, laces) in enumerate(pages))


def page(number, granule, body, laces=None):
    laces = laces or [*[255] * (len(body) // 255), len(body) % 255]
    data = bytearray(
        b"OggS"
        + struct.pack("<BBqIII", 0, 0, granule, 7, number, 0)
        + bytes([len(laces), *laces])
        + body
    )
    struct.pack_into("<I", data, 22, checksum(data))
    return bytes(data)


def checksum(data):
    value = 0
    for byte in data:
        value = (value << 8 & 0xFFFFFFFF) ^ _CRC[value >> 24 ^ byte]
    return value


def element(name, body, *, unknown=False):
    size = b"\x01" + b"\xff" * 7 if unknown else (len(body) | 1 << 28).to_bytes(4, "big")
    return bytes.fromhex(name) + size + body


def webm(track=2, *, unknown=True):
    info = element("1549A966", element("7BA9", SECRET) + element("4461", bytes(8)))
    tracks = element("1654AE6B", element("AE", element("83", bytes([track]))))
    sound = element("A3", b"sound" * 4)
    cluster = element("1F43B675", element("E7", b"\0") + sound, unknown=unknown)
    tags = element("1254C367", element("7373", SECRET))
    segment = element("18538067", info + tracks + cluster * 3 + tags, unknown=unknown)
    return element("1A45DFA3", element("4282", b"webm")) + segment


def pdf():
    return b"%PDF-1.4\n%%EOF\n"


SOUNDS = {
    "wav": wav,
    "mp3": mp3,
    "mp4": mp4,
    "opus": ogg,
    "opus over pages": lambda: ogg(split=True),
    "vorbis": lambda: ogg(b"\x03vorbis"),
    "webm": webm,
    "webm with sizes": lambda: webm(unknown=False),
}
