"""Papers of this step: the slips that bring people in, and the form of a staff list."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from journal.papers import Pdf, Workbook
from schools import codes
from schools.letterheads import on_paper
from schools.models import School, User
from schools.roster import HEADINGS, SCHOOL_HEADING
from schools.thai import sort_key

SLIPS_AT_ONCE = 50  # ten on a sheet, five sheets: bounded, therefore made at once (decisions C12)

EXAMPLES: Sequence[Sequence[str]] = (
    ("ครู", "ตัวอย่าง", "ลบแถวนี้", "tuayang.l", "ครูประจำชั้น", "ป.4/1", "000-000-0000"),
    ("ครู", "ตัวอย่างสอง", "ลบแถวนี้", "", "ครูแนะแนว", "", ""),
)


def slips(user: User, *, codes_of: Mapping[int, str], until: datetime, address: str) -> Pdf:
    """One slip per person: name, username, code in the clear, where to type it, until when."""
    people = User.objects.visible_to(user).filter(pk__in=codes_of).select_related("school", "area")
    ordered = sorted(people, key=lambda person: sort_key(f"{person.first_name} {person.last_name}"))
    cut = [{"person": person, "code": codes.spoken(codes_of[person.pk])} for person in ordered]
    sheets = [cut[start : start + 10] for start in range(0, len(cut), 10)]
    context: dict[str, Any] = {"sheets": sheets, "until": until, "address": address}
    return Pdf("schools/pdf/slips.html", context, title="ใบรหัสใช้ครั้งเดียว")


def letterhead(user: User, *, school_id: int) -> Pdf:
    """A sample of the school's letters: its head, where the number and the address begin, and no words."""
    school = School.objects.visible_to(user).get(pk=school_id)
    head = on_paper(school)
    return Pdf("schools/pdf/letterhead.html", {"school": school, "letterhead": head}, "ตัวอย่างหัวจดหมาย", head.pictures)


def staff_form(user: User) -> Workbook:
    """The empty list, with the school's code in front for the area office."""
    if user.rights.has("area_admin"):
        rows = [("97000000", *EXAMPLES[0][:4], "ผอ.", "", EXAMPLES[0][6])]
        return Workbook("บุคลากร", (SCHOOL_HEADING, *HEADINGS), rows, (14, 12, 18, 18, 16, 22, 14, 16))
    return Workbook("บุคลากร", HEADINGS, EXAMPLES, (12, 18, 18, 16, 22, 14, 16))
