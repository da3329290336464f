"""A file somebody brings (a scanned letter, a signed agreement, a photograph of a form) → what is kept of it.

Bytes in, bytes out. A picture is drawn anew (students.pictures), a PDF is made anew (referrals.harmless); whatever the
file is called, only its content says which of the two it is, and nothing else is taken.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.http import content_disposition_header

from referrals import harmless
from referrals.harmless import Unusable
from schools.thai import clean
from students import pictures

if TYPE_CHECKING:
    from django.core.files import File

PDF: Literal["application/pdf"] = "application/pdf"
JPEG: Literal["image/jpeg"] = "image/jpeg"
Kind = Literal["application/pdf", "image/jpeg"]
ENDINGS: dict[Kind, str] = {PDF: ".pdf", JPEG: ".jpg"}
UNNAMED: dict[Kind, str] = {PDF: "เอกสาร", JPEG: "ภาพ"}
LONGEST_NAME = 120
ACCEPT = "application/pdf,image/jpeg,image/png,image/webp,image/heic,image/heif"  # of a file field

SAY_EMPTY = "ไฟล์ว่างเปล่า เลือกไฟล์อีกครั้ง"
SAY_NEITHER = "ไฟล์นี้ไม่ใช่ PDF หรือภาพ ใช้ไฟล์ PDF หรือภาพ JPEG, PNG, WebP หรือ HEIC"

# What opens it elsewhere asks nobody for anything: a PDF is saved, a picture is only ever a picture.
HEADERS = {name: value for name, value in pictures.HEADERS.items() if name != "Content-Disposition"}

__all__ = ["ACCEPT", "HEADERS", "JPEG", "PDF", "Stored", "Unusable", "brought", "headers", "read"]


@dataclass(frozen=True)
class Stored:
    """What is kept: a PDF or a JPEG of our own making, and a name that is only a name (≤ 120 characters)."""

    content: bytes
    kind: Kind
    name: str

    @property
    def size(self) -> int:
        return len(self.content)


def read(content: bytes, name: str) -> Stored:
    """The file in these bytes, made anew. A PDF: ≤ 5 MB, ≤ 30 pages; a picture as in students.pictures.

    Raises Unusable.
    """
    if not content:
        raise Unusable(SAY_EMPTY)
    if content.startswith(b"%PDF-"):
        return Stored(harmless.made_anew(content), PDF, named(name, PDF))
    if not pictures.begins_well(content):
        raise Unusable(SAY_NEITHER)
    try:
        return Stored(pictures.read(content).content, JPEG, named(name, JPEG))
    except pictures.Unusable as refusal:
        raise Unusable(SAY_NEITHER if str(refusal) == pictures.SAY_NO_PHOTO else str(refusal)) from refusal


def brought(file: "File[bytes]") -> Stored:
    """As `read`, of an uploaded file; one that is too large is not read into memory.  Raises Unusable."""
    if (file.size or 0) > pictures.MOST_BYTES:
        raise Unusable("ไฟล์ใหญ่เกินไป ใช้ไฟล์ PDF ไม่เกิน 5\u00a0MB หรือภาพไม่เกิน 10\u00a0MB")
    return read(file.read(), file.name or "")


def named(name: str, kind: Kind) -> str:
    """The person's own name for it without folders, control or direction marks, with the ending of what it is."""
    own = clean(name.replace("\x00", "").replace("\\", "/").rsplit("/", 1)[-1])
    own = re.sub(r'[<>:"|?*]', "", own).strip(" .")
    stem = re.sub(r"(^|\.)(pdf|jpe?g|png|webp|hei[cf])$", "", own, flags=re.IGNORECASE).strip(" .") or UNNAMED[kind]
    return stem[: LONGEST_NAME - len(ENDINGS[kind])].strip() + ENDINGS[kind]


def headers(kind: str, name: str) -> dict[str, str]:
    """With which it is sent to a browser: a PDF to be saved, a picture to be looked at."""
    disposition = content_disposition_header(as_attachment=kind != JPEG, filename=name) or "attachment"
    return {**HEADERS, "Content-Disposition": disposition}
