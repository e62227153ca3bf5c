"""Sound files without what a telephone wrote into them: names, places, pictures, times.

Where the format allows, what goes is overwritten in its place, so that nothing behind it moves.
"""

import struct
from collections.abc import Iterator

from storyteller.rules.uploads import FILM, MP3, MP4, OGG, WAV, WEBM, FileRefusedError, Format

BROKEN = "This recording is damaged. Try to save it again on the device that made it."
_CONTAINERS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf"}
_PERSONAL_BOXES = {b"udta", b"meta", b"uuid", b"ilst", b"keys"}
# The boxes that begin with the times at which something was made and changed.
_TIMED_BOXES = {b"mvhd", b"tkhd", b"mdhd"}
_SEGMENT, _CLUSTER, _INFO = 0x18538067, 0x1F43B675, 0x1549A966
_TAGS, _ATTACHMENTS, _CHAPTERS = 0x1254C367, 0x1941A469, 0x1043A770
_DATE, _TITLE, _FILE_NAMES = 0x4461, 0x7BA9, {0x7384, 0x3C83AB, 0x3E83BB}
_TRACKS, _TRACK, _TRACK_TYPE = 0x1654AE6B, 0xAE, 0x83
_PARENTS = {_SEGMENT, _INFO, _TRACKS, _TRACK}
_UNKNOWN_SIZE = -1
_WAV_KEPT = {b"fmt ", b"data", b"fact"}


def clean_sound(data: bytes, found: Format) -> bytes:
    """``data`` without tags. Raises ``FileRefusedError`` for a film, or what cannot be read."""
    clean = {MP3: _mp3, WAV: _wav, MP4: _mp4, OGG: _ogg, WEBM: _webm}[found]
    try:
        return clean(data)
    except (struct.error, IndexError, ValueError, RecursionError) as error:
        raise FileRefusedError(BROKEN) from error


def seconds_of(data: bytes, found: Format) -> int | None:
    """How long it lasts, where the file says so in a place that is easily read."""
    read = {WAV: _wav_seconds, MP4: _mp4_seconds, OGG: _ogg_seconds}.get(found)
    try:
        seconds = read(data) if read else None
    except (struct.error, LookupError, ValueError, ArithmeticError, RecursionError):
        return None
    return None if seconds is None or not 0 <= seconds < 1_000_000 else int(seconds)


def _mp3(data):
    start, end = 0, len(data)
    while data[start : start + 3] == b"ID3" and end - start >= 10:
        flags, size = data[start + 5], data[start + 6 : start + 10]
        length = size[0] << 21 | size[1] << 14 | size[2] << 7 | size[3]
        start += 10 + length + (10 if flags & 0x10 else 0)
    if data[end - 128 : end - 125] == b"TAG":
        end -= 128
    if data[end - 32 : end - 24] == b"APETAGEX":
        size, flags = struct.unpack_from("<I4xI", data, end - 32 + 12)
        end -= size + (32 if flags & 0x80000000 else 0)
    if end - start < 4:
        raise FileRefusedError(BROKEN)
    return data[start:end]


def _wav(data):
    kept = b"".join(
        data[start : start + 8 + size + size % 2]
        for name, start, size in _chunks(data)
        if name in _WAV_KEPT
    )
    if b"fmt " not in kept[:64] or b"data" not in kept:
        raise FileRefusedError(BROKEN)
    return b"RIFF" + struct.pack("<I", len(kept) + 4) + b"WAVE" + kept


def _wav_seconds(data):
    sizes = {name: (start, size) for name, start, size in _chunks(data)}
    [per_second] = struct.unpack_from("<I", data, sizes[b"fmt "][0] + 16)
    return sizes[b"data"][1] // per_second


def _chunks(data) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and size of each chunk; one that claims too much ends with the file."""
    at = 12
    while at + 8 <= len(data):
        name, size = struct.unpack_from("<4sI", data, at)
        size = min(size, len(data) - at - 8)
        yield name, at, size
        at += 8 + size + size % 2


def _mp4(data):
    clean, has_sound = bytearray(data), False
    for name, start, head, end in _boxes(data, 0, len(data)):
        if name == b"hdlr":
            kind = data[start + head + 8 : start + head + 12]
            if kind == b"vide":
                raise FileRefusedError(FILM)
            has_sound = has_sound or kind == b"soun"
        if name in _PERSONAL_BOXES:
            clean[start + 4 : start + 8] = b"free"
            clean[start + head : end] = bytes(end - start - head)
        elif name in _TIMED_BOXES:
            width = 16 if data[start + head] == 1 else 8
            clean[start + head + 4 : start + head + 4 + width] = bytes(width)
    if not has_sound:
        raise FileRefusedError(BROKEN)
    return bytes(clean)


def _mp4_seconds(data):
    for name, start, head, _ in _boxes(data, 0, len(data)):
        if name == b"mvhd":
            layout = ">20xIQ" if data[start + head] == 1 else ">12xII"
            rate, length = struct.unpack_from(layout, data, start + head)
            return length // rate
    return None


def _boxes(data, at, end) -> Iterator[tuple[bytes, int, int, int]]:
    """Name, start, size of the head and end of each box, also of those inside others."""
    while at + 8 <= end:
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            [size], head = struct.unpack_from(">Q", data, at + 8), 16
        stop = end if size == 0 else at + size
        if (size and size < head) or stop > end:
            raise ValueError(name)
        yield name, at, head, stop
        if name in _CONTAINERS:
            yield from _boxes(data, at + head, stop)
        at = stop


def _ogg(data):
    """The packet of comments becomes as long a name of an encoder, made of spaces."""
    clean = bytearray(data)
    streams, touched = {}, False
    for page in _pages(data):
        streams.setdefault(page.serial, []).append(page)
    for pages in streams.values():
        spans = _second_packet(pages)
        packet = b"".join(data[a:b] for _, a, b in spans)
        empty = _empty_comment(packet)
        if empty is None:
            continue
        touched = True
        for page, a, b in spans:
            clean[a:b], empty = empty[: b - a], empty[b - a :]
            _set_checksum(clean, page)
    if not touched:
        raise FileRefusedError(BROKEN)
    return bytes(clean)


def _ogg_seconds(data):
    pages = list(_pages(data))
    head = data[pages[0].body : pages[0].end]
    rate = 48_000 if head.startswith(b"OpusHead") else struct.unpack_from("<I", head, 12)[0]
    return max(page.granule for page in pages) // rate


class _Page:
    def __init__(self, data, at):
        if data[at : at + 4] != b"OggS":
            raise ValueError(at)
        self.start = at
        self.granule, self.serial = struct.unpack_from("<qI", data, at + 6)
        count = data[at + 26]
        self.laces = data[at + 27 : at + 27 + count]
        self.body = at + 27 + count
        self.end = self.body + sum(self.laces)


def _pages(data) -> Iterator[_Page]:
    at = 0
    while at < len(data):
        page = _Page(data, at)
        if page.end > len(data):
            return
        yield page
        at = page.end


def _second_packet(pages):
    """Where the second packet of a stream lies: (page, from, to) for each page that it is on."""
    spans, number = [], 0
    for page in pages:
        at = page.body
        start = at
        for lace in page.laces:
            at += lace
            if lace < 255:
                if number == 1:
                    return [*spans, (page, start, at)]
                number, start = number + 1, at
        if number == 1:
            spans.append((page, start, at))
    return spans


def _empty_comment(packet):
    for sign, last in ((b"OpusTags", b""), (b"\x03vorbis", b"\x01")):
        if packet.startswith(sign):
            room = len(packet) - len(sign) - 8 - len(last)
            if room < 0:
                return None
            return sign + struct.pack("<I", room) + b" " * room + bytes(4) + last
    return None


def _set_checksum(data, page):
    data[page.start + 22 : page.start + 26] = bytes(4)
    checksum = 0
    for byte in data[page.start : page.end]:
        checksum = (checksum << 8 & 0xFFFFFFFF) ^ _CRC[checksum >> 24 ^ byte]
    struct.pack_into("<I", data, page.start + 22, checksum)


def _crc_of(byte):
    value = byte << 24
    for _ in range(8):
        value = (value << 1 ^ 0x04C11DB7 if value & 0x80000000 else value << 1) & 0xFFFFFFFF
    return value


_CRC = [_crc_of(byte) for byte in range(256)]


def _webm(data):
    """What is personal becomes an element that says nothing, of the same length."""
    clean = bytearray(data)
    for name, start, body, end in _elements(data, 0, len(data)):
        if name in {_TAGS, _ATTACHMENTS, _CHAPTERS, _DATE, _TITLE} | _FILE_NAMES:
            clean[start:end] = _void(end - start)
        elif name == _TRACK_TYPE and data[body:end] == b"\x01":
            raise FileRefusedError(FILM)
    return bytes(clean)


def _void(length):
    """An element Void that takes up ``length`` bytes, of which there are two at least."""
    for width in range(1, 9):
        size = length - 1 - width
        if 0 <= size < (1 << 7 * width) - 1:
            marked = size | 1 << 7 * width
            return b"\xec" + marked.to_bytes(width, "big") + bytes(size)
    raise ValueError(length)


def _elements(data, at, end) -> Iterator[tuple[int, int, int, int]]:
    """Id, start, start of the content and end of each element, also of those inside others."""
    while at < end:
        name, body = _number(data, at, keeps_mark=True)
        size, body = _number(data, body)
        stop = end if size == _UNKNOWN_SIZE else body + size
        if stop > end:
            # A recording that was cut off: what is there, is there.
            stop = end
        yield name, at, body, stop
        if name in _PARENTS:
            yield from _elements(data, body, stop)
        # What follows in a cluster of unknown size may as well be the next cluster.
        at = body if name == _CLUSTER and size == _UNKNOWN_SIZE else stop


def _number(data, at, *, keeps_mark=False):
    """A number of variable length, and where it ends."""
    first = data[at]
    width = 9 - first.bit_length()
    if width > 8 or at + width > len(data):
        raise ValueError(at)
    value = int.from_bytes(data[at : at + width], "big")
    if not keeps_mark:
        value &= (1 << 7 * width) - 1
        if value == (1 << 7 * width) - 1:
            value = _UNKNOWN_SIZE
    return value, at + width
