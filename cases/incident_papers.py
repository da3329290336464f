"""What leaves the building about incidents and protection: a list without words, a report, a record for authorities."""

from typing import Any

from django.utils import timezone

from cases import rules
from cases.models import Incident, Involved, Protection, Report
from journal.papers import Pdf, Workbook
from schools import calendar
from schools.models import User

PARTS = list(Involved.Part)


def incident_list(user: User, *, asked: dict[str, str]) -> Workbook:
    """One row each: groups, days and numbers of children. No name, no place, nothing of what was typed (T3)."""
    seen = Incident.objects.visible_to(user).kept_by(user).chosen(asked)
    rows = []
    for incident in seen.select_related("school").prefetch_related("involved").order_by("-reported_at", "-pk"):
        parts = [one.part for one in incident.involved.all()]
        rows.append(
            [
                incident.school.name,
                day(incident.reported_at),
                day(incident.happened_at),
                str(incident.get_group_display()),
                incident.threat,
                *(parts.count(part) for part in PARTS),
                "แจ้งด่วน" if incident.is_quick else "",
                day(incident.settled_at),
            ]
        )
    header = ["โรงเรียน", "วันที่แจ้ง", "วันที่เกิด", "กลุ่มภัย", "ประเภทภัย", *(str(part.label) for part in PARTS)]
    return Workbook("เหตุการณ์", [*header, "ช่องทาง", "วันที่สรุปผล"], rows, widths=(24, 14, 14, 28, 24, 12, 12, 12, 10, 14))


def day(at: Any) -> str:
    return calendar.format_short(timezone.localtime(at).date()) if at else ""


def incident_report(user: User, *, iid: str, with_names: bool = False) -> Pdf:
    """รายงานเหตุการณ์. The children are "นักเรียน 1", "นักเรียน 2" unless names were asked for."""
    seen = Incident.objects.visible_to(user).kept_by(user)
    incident = seen.select_related("school", "reported_by", "settled_by").get(public_id=iid)
    involved = Involved.objects.visible_to(user).filter(incident=incident)
    in_order = involved.select_related("student__classroom").order_by("part", "student__sort_key")
    context = {
        "incident": incident,
        "children": [
            (one, one.student.full_name if with_names else f"นักเรียน {number}") for number, one in enumerate(in_order, 1)
        ],
        "with_names": with_names,
        "secret": True,
    }
    return Pdf("cases/pdf/incident.html", context, "รายงานเหตุการณ์")


def protection_record(user: User, *, pid: str, with_recorder: bool = False) -> Pdf:
    """บันทึกการแจ้งเหตุคุ้มครองเด็ก. Who recorded it stands there only when asked for, and who may know (ม.41)."""
    seen = Protection.objects.visible_to(user)
    protection = seen.select_related("student__classroom", "school", "recorded_by").get(public_id=pid)
    reports = Report.objects.visible_to(user).filter(protection=protection).select_related("reported_by")
    context = {
        "protection": protection,
        "reports": reports.order_by("reported_at", "pk"),
        "with_recorder": with_recorder and rules.may_see_recorder(user, protection),
        "secret": True,
    }
    return Pdf("cases/pdf/protection.html", context, "บันทึกการแจ้งเหตุคุ้มครองเด็ก")
