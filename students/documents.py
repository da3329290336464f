"""What leaves about children: the rows of a file that have to be corrected, and an empty table to fill."""

from journal.papers import Workbook
from schools.models import User
from schools.tables import text_of
from students.dmc.fields import LABELS
from students.models import Import
from students.plan import current_year, draw

TEMPLATE = (
    *("national_id", "level", "room", "number", "school_number", "sex", "title", "first_name", "last_name"),
    *(
        "nickname",
        "born_on",
        "phone",
        "guardian_first_name",
        "guardian_last_name",
        "guardian_kinship",
        "guardian_phone",
    ),
)


def faulty_rows(by: User, *, iid: str) -> Workbook:
    """The wrong rows as they stand in the file, and what to do about each, to be corrected and brought again.

    The columns are the file's own, so that the corrected file is recognised.
    """
    run = Import.objects.visible_to(by).select_related("school").get(public_id=iid)
    year = current_year(run.school)
    if year is None:
        return Workbook("แถวที่ต้องแก้", ["ยังไม่มีปีการศึกษา"], [])
    plan = draw(run, year=year, by=by)
    says: dict[int, list[str]] = {}
    for problem in plan.errors:
        says.setdefault(problem.row, []).append(problem.message)
    width = len(plan.layout.headings)
    rows: list[list[str | int | float | None]] = [
        [*(text_of(cell) for cell in [*plan.rows[row - 1], *[""] * width][:width]), row, " · ".join(messages)]
        for row, messages in sorted(says.items())
    ]
    return Workbook("แถวที่ต้องแก้", [*plan.layout.headings, "แถวในไฟล์เดิม", "สิ่งที่ต้องทำ"], rows)


def template(by: User) -> Workbook:
    """Headings that the import understands without being asked."""
    return Workbook("รายชื่อนักเรียน", [LABELS[name] for name in TEMPLATE], [], widths=[20] * len(TEMPLATE))
