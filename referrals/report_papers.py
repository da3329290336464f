"""The report of a school's referrals on paper and as a workbook: numbers of letters, never a child."""

from django.utils import timezone

from journal.papers import Pdf, Workbook
from referrals import rules
from referrals.report import SAY_COLUMNS, STANDINGS, Period, Report, Row, periods, report
from referrals.waiting import years_without_holidays
from schools.models import School, User

TIMES = ("มัธยฐาน (วันทำการ)", "นานสุด (วันทำการ)", "ทันกำหนด (เรื่อง)", "จาก (เรื่อง)", "ทันกำหนด (ร้อยละ)")
HEADER = ("ตาราง", "รายการ", "ส่งแล้ว", *STANDINGS.values(), *TIMES)
Cells = list[str | int | float | None]


def report_paper(user: User, *, school_id: int, period: str) -> Pdf:
    """Landscape: by agency, by type, inside the house, outcomes and follow-ups, who signs."""
    made, unknown = _read(user, school_id, period)
    context = {
        "report": made,
        "school": made.school,
        "standings": STANDINGS.values(),
        "say_columns": SAY_COLUMNS,
        "years_unknown": unknown,
    }
    return Pdf("referrals/pdf/report.html", context, f"รายงานการส่งต่อ {made.period.label}")


def report_table(user: User, *, school_id: int, period: str) -> Workbook:
    made, unknown = _read(user, school_id, period)
    rows: list[Cells] = [_cells("ทั้งหมด", made.total)]
    rows += [_cells("ตามหน่วยงาน", row) for row in made.by_agency]
    rows += [_cells("ตามประเภท", row) for row in made.by_type]
    rows += [["ผลเมื่อปิด", label, count] for label, count in made.outcomes]
    followed = made.followed
    rows += [
        ["ติดตามหลังรับบริการ", "ถึงกำหนด", followed.due],
        ["ติดตามหลังรับบริการ", "ติดตามแล้ว", followed.done],
        ["ติดตามหลังรับบริการ", "ไม่ต้องติดตาม", followed.skipped],
    ]
    rows += [["พบว่า", label, count] for label, count in followed.found]
    for one in made.inside:
        label = f"{one.label} (รอหรือกำลังทำ {one.open} เสร็จ {one.done} ไม่รับ {one.declined} เพิกถอน {one.revoked})"
        rows.append(["ส่งต่อภายใน", label, one.sent])
    rows += [["ยังไม่ได้ส่ง", "ร่างหรือรอลงนาม", made.unsent], [SAY_COLUMNS]]
    if unknown:
        rows.append([f"ปี {', '.join(str(year) for year in unknown)} ยังไม่มีวันหยุดราชการในระบบ จึงเว้นเฉพาะเสาร์อาทิตย์"])
    return Workbook(f"ส่งต่อ {made.period.key}", HEADER, rows, widths=(20, 44, *[12] * 12))


def _cells(table: str, row: Row) -> Cells:
    took = row.times
    counts = [count for _, count in row.counts]
    return [table, row.label, row.sent, *counts, took.median, took.longest, took.kept, took.due, took.share]


def _read(user: User, school_id: int, key: str) -> tuple[Report, list[int]]:
    """The report of a counselor or head, read again with her own rights: a worker calls this later than she asked."""
    school = School.objects.visible_to(user).select_related("area").get(pk=school_id)
    today = timezone.localdate()
    period = find(periods(user, school, today), key)
    if period is None or not rules.may_read_report(user, school):
        raise School.DoesNotExist
    unknown = years_without_holidays(user, period.since, min(today, period.until))
    return report(user, school, period, today), unknown


def find(every: list[Period], key: str) -> Period | None:
    return next((one for one in every if one.key == key), None)
