"""Papers over several cases: their short reports for one meeting, and the list of what is to do."""

from django.db.models import Prefetch
from django.utils import timezone

from cases import caseload, rules
from cases.gaps.about import about
from cases.models import Case, Task
from journal.papers import Pdf, Workbook
from schools import calendar
from schools.models import User


def summaries(user: User, *, cids: list[str]) -> Pdf:
    """D3 in its shortest form, one case a page in the chosen order. Codes stand for names, and no note is printed."""
    seen = Case.objects.visible_to(user).filter(public_id__in=cids)
    seen = seen.select_related("student__classroom", "school", "owner", "row__round__year")
    in_order = Task.objects.visible_to(user).filter(cancelled_at=None).in_order()
    found = {case.public_id: case for case in seen.prefetch_related(Prefetch("tasks", in_order))}
    cases = [found[cid] for cid in cids if cid in found and rules.may_print(user, found[cid])]
    papers = [(case, about(user, case), case.tasks.all()) for case in cases]
    context = {"papers": papers, "secret": True, "today": timezone.localdate()}
    return Pdf("cases/pdf/summaries.html", context, f"รายงานการช่วยเหลือรายกรณี {len(papers)} เคส")


def tasks(user: User, *, of_school: bool) -> Workbook:
    """What is to do, as the page lists it: hers, or everybody's at the schools she leads."""
    undone = caseload.undone_tasks(user, of_school=of_school).order_by("due_on", "pk")
    today = timezone.localdate()
    rows = [
        [
            calendar.format_short(task.due_on),
            calendar.due_text(task.due_on, today),
            task.get_kind_display(),
            task.text,
            task.case.code,
            task.student.short_name,
            task.student.classroom.name if task.student.classroom else "",
            task.responsible.call_name,
        ]
        for task in undone.select_related("student__classroom", "case", "responsible")
    ]
    header = ["กำหนด", "เหลือ", "ประเภท", "งาน", "เคส", "นักเรียน", "ห้อง", "ผู้ทำ"]
    return Workbook("งานในเคส", header, rows, widths=[16, 12, 18, 40, 14, 18, 10, 18])
