"""Copies of photos for print: no larger than needed, upright, and without what a camera wrote."""

from io import BytesIO
from types import SimpleNamespace

import pytest
from PIL import Image
from PIL.ExifTags import Base

from storyteller.domain.photos import PhotoUnreadableError, print_copies


class Row:
    """What of an upload is asked for."""

    def __init__(self, data):
        self.caption, self.alt_text = "The pans", "Salt"
        self.file = SimpleNamespace(open=lambda: BytesIO(data))

    def __str__(self):
        return self.caption


def picture(size=(3000, 2000), *, mode="RGB", form="JPEG", color=90, **fields):
    data = BytesIO()
    Image.new(mode, size, color).save(data, form, **fields)
    return data.getvalue()


def copy_of(data, **wishes):
    row = Row(data)
    photo = print_copies([row], pixels=(1350, 1372), **wishes)[row]
    return photo, Image.open(BytesIO(photo.data))


@pytest.mark.parametrize(
    ("size", "copied"),
    [
        ((3000, 2000), (1350, 900)),
        ((2000, 3000), (915, 1372)),
        ((600, 400), (600, 400)),
        ((9000, 3), (1350, 1)),
    ],
)
def test_copy_has_as_many_pixels_as_the_page_needs(size, copied):
    photo, image = copy_of(picture(size))

    assert (photo.width, photo.height) == image.size == copied
    assert (photo.content_type, photo.caption, photo.alt) == ("image/jpeg", "The pans", "Salt")


def test_copy_is_upright_and_keeps_nothing_that_was_written_into_it():
    exif = Image.Exif()
    exif[Base.Orientation], exif[Base.Artist] = 6, "Cameravilla"
    photo, image = copy_of(picture(exif=exif, comment=b"Jotterbloom", icc_profile=b"x" * 200))

    assert image.size == (915, 1372)
    assert dict(image.getexif()) == {}
    assert {"comment", "icc_profile", "exif"} & set(image.info) == set()
    assert b"Cameravilla" not in photo.data


def test_copy_for_the_printer_is_grey_and_what_is_clear_is_paper():
    assert copy_of(picture(), is_gray=True)[1].mode == "L"
    for mode, color in (("RGBA", (0, 0, 0, 0)), ("LA", (0, 0))):
        _, image = copy_of(picture((40, 30), mode=mode, form="PNG", color=color))
        assert image.getpixel((5, 5)) == (255, 255, 255)
    assert copy_of(picture(mode="CMYK", color=(0, 0, 0, 0)))[1].mode == "RGB"


@pytest.mark.parametrize("data", [b"", b"no picture", picture()[:200]])
def test_what_is_no_picture_is_refused_by_its_name(data):
    with pytest.raises(PhotoUnreadableError, match="“The pans”"):
        copy_of(data)
