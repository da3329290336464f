"""A photograph somebody brings → a small JPEG made by us, or the reason why not. Bytes in, bytes out.

Nothing of the original file is kept: its size is asked, its kind is read from its header, its number of pixels is
refused before anything is decoded, and what is decoded is pasted on a new canvas and encoded again, so that
positions, comments and whatever was hidden behind the picture stay behind (security.md §2.6).
"""

import hashlib
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

import pi_heif
from django.core.exceptions import ValidationError
from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from schools.thai import clean

if TYPE_CHECKING:
    from django.core.files import File

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 25_000_000
LONGEST = 1280
THUMBNAIL = 320
KINDS = ("JPEG", "PNG", "WEBP", "HEIF")
KNOWN = {*KINDS, "MPO"}  # what some telephones write: a JPEG with a second one behind it
QUALITIES = (80, 65, 50)
AIM = 260_000  # bytes: the next lower quality is tried above this

SAY_EMPTY = "ไฟล์ว่างเปล่า เลือกภาพอีกครั้ง"
SAY_BIG = "ภาพใหญ่ {size}\u00a0MB ใช้ภาพไม่เกิน 10\u00a0MB หรือถ่ายใหม่"
SAY_PIXELS = "ภาพละเอียดเกินไป ({width}×{height} จุด) ใช้ภาพไม่เกิน 25 ล้านจุด หรือถ่ายใหม่ด้วยความละเอียดต่ำลง"
SAY_NO_PHOTO = "ไฟล์นี้ไม่ใช่ภาพถ่าย ใช้ภาพ JPEG, PNG, WebP หรือ HEIC"
SAY_BROKEN = "ไฟล์ภาพเสียหรือมาไม่ครบ ถ่ายใหม่หรือเลือกภาพอื่น"

# A picture is only ever a picture: whatever a browser makes of its bytes, it runs nothing and asks for nothing.
HEADERS = {
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Content-Disposition": "inline; filename=photo.jpg",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NAME_SHOWN = 40

pi_heif.register_heif_opener(thumbnails=False)


class Unusable(ValueError):
    """Not a picture that we take. Its text is the reason, for the person who brought it."""


@dataclass(frozen=True)
class Picture:
    """A JPEG without metadata, longest side at most 1280 pixels."""

    content: bytes
    width: int
    height: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def read(content: bytes) -> Picture:
    """The picture in these bytes, made anew.  Raises Unusable."""
    if not content:
        raise Unusable(SAY_EMPTY)
    if len(content) > MOST_BYTES:
        raise Unusable(SAY_BIG.format(size=-(-len(content) // (1024 * 1024))))
    return redraw(content, LONGEST)


def brought(file: "File[bytes]", keep: Callable[..., object]) -> list[str]:
    """Why `keep(picture=…)` did not take this file; nothing when it did.

    The file's name is the person's, so it is shortened and cleaned.
    """
    name = clean(file.name or "")[:NAME_SHOWN] or "ที่เลือก"
    if (file.size or 0) > MOST_BYTES:
        size = -(-(file.size or 0) // (1024 * 1024))
        return [f"ภาพ {name} {SAY_BIG.format(size=size).removeprefix('ภาพ')}"]
    try:
        keep(picture=read(file.read()))
    except Unusable as refusal:
        return [f"ภาพ {name}: {refusal}"]
    except ValidationError as refusal:
        return [f"ภาพ {name}: {refusal.messages[0]}"]
    return []


def thumbnail(content: bytes) -> bytes:
    """The same picture, longest side at most 320 pixels, of a JPEG that `read` made."""
    return redraw(content, THUMBNAIL).content


def redraw(content: bytes, longest: int) -> Picture:
    image = opened(content)
    if image.width * image.height > MOST_PIXELS:
        raise Unusable(SAY_PIXELS.format(width=image.width, height=image.height))
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, in the same process, allows half a picture
    try:
        canvas = on_new_canvas(image, longest)
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, RuntimeError) as broken:
        raise Unusable(SAY_BROKEN) from broken
    return Picture(encoded(canvas), canvas.width, canvas.height)


def opened(content: bytes) -> Image.Image:
    """The picture's header: what it is and how large, before a single pixel is decoded.  Raises Unusable."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of many pixels; we refuse them ourselves
        try:
            image = Image.open(BytesIO(content), formats=KINDS)
        except Image.DecompressionBombError as bomb:
            raise Unusable(SAY_PIXELS.format(width="?", height="?")) from bomb
        except UnidentifiedImageError as unknown:
            raise Unusable(SAY_BROKEN if begins_well(content) else SAY_NO_PHOTO) from unknown
        except (OSError, SyntaxError, ValueError, RuntimeError) as broken:
            raise Unusable(SAY_BROKEN) from broken
    if image.format not in KNOWN:
        raise Unusable(SAY_NO_PHOTO)
    return image


def begins_well(content: bytes) -> bool:
    """Its first bytes are those of a picture, and the rest is missing or spoilt."""
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG", b"RIFF")) or content[4:8] == b"ftyp"


def on_new_canvas(image: Image.Image, longest: int) -> Image.Image:
    """Upright, no larger than `longest`, on white; a JPEG is decoded at the size it is needed, not at its own."""
    image.draft("RGB", (longest, longest))
    turned = ImageOps.exif_transpose(image)
    if turned.mode not in ("RGB", "RGBA", "L"):
        turned = turned.convert("RGBA" if "transparency" in turned.info or turned.mode in ("LA", "PA") else "RGB")
    turned.thumbnail((longest, longest))
    canvas = Image.new("RGB", turned.size, "white")
    canvas.paste(turned, mask=turned if turned.mode == "RGBA" else None)
    return canvas


def encoded(canvas: Image.Image) -> bytes:
    content = b""
    for quality in QUALITIES:
        out = BytesIO()
        canvas.save(out, "JPEG", quality=quality, optimize=True)
        content = out.getvalue()
        if len(content) <= AIM:
            break
    return content
