"""A JPEG as a PDF of one page, which Typst takes over as it is.

Given a JPEG it would unpack it, and keep each pixel in memory until the book is done: some hundred
megabytes for sixty photos.
"""

from common.publishing.book import Photo

# Markers that begin a frame, and say how many colours it has; the others between are tables.
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_COLOURS = {1: "DeviceGray", 3: "DeviceRGB"}


def as_page(photo: Photo) -> bytes:
    """The bytes of the file that Typst reads: a PNG stays what it is.

    Raises ValueError where a JPEG is neither grey nor in three colours.
    """
    if photo.ending != "jpg":
        return photo.data
    wide, high = photo.width, photo.height
    image = (
        f"/Type/XObject/Subtype/Image/Width {wide}/Height {high}"
        f"/ColorSpace/{_colours(photo.data)}/BitsPerComponent 8/Filter/DCTDecode"
    )
    resources = "/Resources<</XObject<</I 4 0 R>>>>/Contents 5 0 R"
    return _file(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 {wide} {high}]{resources}>>".encode(),
        _stream(image, photo.data),
        _stream("", f"{wide} 0 0 {high} 0 0 cm /I Do".encode()),
    )


def _stream(fields, data):
    head = f"<<{fields}/Length {len(data)}>>stream\n"
    return b"".join((head.encode(), data, b"\nendstream"))


def _file(*objects):
    pieces, starts, length = [b"%PDF-1.7\n"], [], 9
    for number, content in enumerate(objects, start=1):
        piece = b"".join((f"{number} 0 obj\n".encode(), content, b"\nendobj\n"))
        starts.append(length)
        pieces.append(piece)
        length += len(piece)
    entries = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{entries}"
    pieces.append(f"{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{length}\n%%EOF".encode())
    return b"".join(pieces)


def _colours(data: bytes) -> str:
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        if data[place + 1] in _FRAMES:
            number = data[place + 9]
            if number not in _COLOURS:
                break
            return _COLOURS[number]
        place += 2 + int.from_bytes(data[place + 2 : place + 4])
    raise ValueError("This JPEG is neither grey nor in three colours.")
