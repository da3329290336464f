"""What leaves about children: rows of a file to be corrected, an empty table to fill, a class table."""

from django.utils import timezone

from journal.papers import Pdf, Workbook
from schools.models import Classroom, User
from schools.tables import text_of
from students.class_table.columns import TABLES, Column, Kind
from students.class_table.periods import asked
from students.dmc.fields import LABELS
from students.models import Handover, Import, Student
from students.plan import current_year, draw
from students.sheet import load, offered, word

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


def class_table(user: User, *, classroom_id: int, of: str, period: str) -> Workbook:
    """A class table as the person may read it; its headings are understood when it is pasted back."""
    classroom = Classroom.objects.visible_to(user).select_related("school").get(pk=classroom_id)
    kind = Kind(of)
    when = asked(period, offered(kind, timezone.localdate()), by_month=TABLES[kind].by_month)
    sheet = load(user, classroom, kind, when)
    measured = kind == Kind.MEASURES
    header = ["เลขที่", "เลขประจำตัวนักเรียน", "ชื่อ–สกุล", *(column.label for column in sheet.columns)]
    rows = [
        [
            line.child.number,
            line.child.school_number,
            line.child.full_name,
            *(cell(column, line.stored[column.name]) for column in sheet.columns),
            *([line.growth.word if line.growth else ""] if measured else []),
        ]
        for line in sheet.lines
    ]
    title = f"{sheet.table.title} {classroom.name} {when.code}".replace("/", "-")
    widths = [7, 14, 30, *(14 for _ in sheet.columns), 14]
    return Workbook(title, [*header, *(["อ่านตามอายุ"] if measured else [])], rows, widths)


def cell(column: Column, text: str) -> str | int | float | None:
    """A number as a number, a choice by its word."""
    if not text or column.choices:
        return word(column, text)
    return float(text) if column.places else int(text)


def on_the_table(user: User, *, classroom_id: int) -> list[int]:
    """Keys of the children whose names the workbook holds."""
    return list(Student.objects.visible_to(user).filter(classroom=classroom_id).values_list("pk", flat=True))


def came_with(user: User, classroom: Classroom) -> list[Handover]:
    """What was passed on about the children who sit in a room, from the years before; the newest year first."""
    here = Student.objects.visible_to(user).in_room(classroom)
    passed = Handover.objects.visible_to(user).filter(student__in=here, state=Handover.State.PASSED)
    return list(
        passed.exclude(year=classroom.year_id)
        .select_related("student", "year", "classroom", "by")
        .order_by("student__number", "student__sort_key", "-year__year")
    )


def handover_sheet(user: User, *, classroom_id: int) -> Pdf:
    classroom = Classroom.objects.visible_to(user).select_related("school", "year").get(pk=classroom_id)
    return Pdf(
        template="students/pdf/handover_sheet.html",
        title=f"จากครูคนก่อน {classroom.name}",
        context={"classroom": classroom, "came": came_with(user, classroom)},
    )
