"""What stands on top of a school's letters, and how a picture for it is taken in: drawn anew, small, nothing hidden.

The emblem of the state is never part of this system: a school that may use it prints on its own paper (BLANK), or
somebody who says that the school has the right brings the picture (Letterhead.has_right).
"""

import warnings
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageFile, UnidentifiedImageError

from schools.models import Letterhead, School
from schools.models.places import LetterheadMode

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 25_000_000
LONGEST = {LetterheadMode.BADGE: 600, LetterheadMode.PICTURE: 2000}  # pixels: 3 cm and 16 cm in print, at 300 dpi
FEWEST = 100  # pixels of the shorter side: less is blurred on paper
KINDS = ("JPEG", "PNG", "WEBP")
ASSET = "letterhead"

SAY_EMPTY = "ไฟล์ว่างเปล่า เลือกภาพอีกครั้ง"
SAY_BIG = "ภาพใหญ่เกินไป ใช้ภาพไม่เกิน 5\u00a0MB"
SAY_PIXELS = "ภาพละเอียดเกินไป ใช้ภาพไม่เกิน 25 ล้านจุด"
SAY_SMALL = "ภาพเล็กเกินไป พิมพ์แล้วจะไม่ชัด ใช้ภาพที่ด้านสั้นอย่างน้อย 100 จุด"
SAY_NO_PICTURE = "ไฟล์นี้ไม่ใช่ภาพ ใช้ภาพ PNG, JPEG หรือ WebP"
SAY_BROKEN = "ไฟล์ภาพเสียหรือมาไม่ครบ เลือกภาพอื่น"


class Unusable(ValueError):
    """Not a picture that we take. Its text is the reason, for the person who brought it."""


@dataclass(frozen=True)
class OnPaper:
    """For `{% include "pdf/letterhead.html" %}`: a mode that can be printed, the name, and the picture by its asset."""

    mode: LetterheadMode
    name: str
    picture: bytes = b""

    @property
    def asset(self) -> str:
        return f"asset:{ASSET}"

    @property
    def pictures(self) -> dict[str, bytes]:
        """For `Pdf(pictures=…)`."""
        return {self.asset: self.picture} if self.picture else {}


def on_paper(school: School) -> OnPaper:
    """A mode that needs a picture nobody has brought prints the school's name."""
    mode = LetterheadMode(school.letterhead)
    if mode not in LONGEST:
        return OnPaper(mode, school.full_name)
    kept = Letterhead.objects.filter(school=school).first()
    if kept is None or (mode == LetterheadMode.PICTURE and not kept.has_right):
        return OnPaper(LetterheadMode.NAME, school.full_name)
    return OnPaper(mode, school.full_name, bytes(kept.picture))


def redraw(content: bytes, mode: LetterheadMode) -> bytes:
    """The picture on a new canvas, as a PNG made by us on white paper.  Raises Unusable."""
    if not content:
        raise Unusable(SAY_EMPTY)
    if len(content) > MOST_BYTES:
        raise Unusable(SAY_BIG)
    image = _opened(content)
    if image.width * image.height > MOST_PIXELS:
        raise Unusable(SAY_PIXELS)
    if min(image.size) < FEWEST:
        raise Unusable(SAY_SMALL)
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint, in the same process, allows half a picture
    try:
        turned = image.convert("RGBA")
        turned.thumbnail((LONGEST[mode], LONGEST[mode]))
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError, RuntimeError) as broken:
        raise Unusable(SAY_BROKEN) from broken
    canvas = Image.new("RGB", turned.size, "white")
    canvas.paste(turned, mask=turned)
    out = BytesIO()
    canvas.save(out, "PNG", optimize=True)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    """The header alone: what it is and how large, before a single pixel is decoded."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of many pixels; we refuse them ourselves
        try:
            return Image.open(BytesIO(content), formats=KINDS)
        except Image.DecompressionBombError as bomb:
            raise Unusable(SAY_PIXELS) from bomb
        except UnidentifiedImageError as unknown:
            raise Unusable(SAY_NO_PICTURE) from unknown
        except (OSError, SyntaxError, ValueError, RuntimeError) as broken:
            raise Unusable(SAY_BROKEN) from broken
