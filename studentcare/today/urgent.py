"""Who must be looked at today, once for everybody, whatever duties she holds together (ux.md 1.5, decisions A2)."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from cases.reported import unreported_protections
from schools.models import User
from studentcare.today.asking import CHILD, Asked, Found, Made, Question, asked, called
from studentcare.today.cards import Card, Day, and_more
from students.models import Alert

LEADS = ("counselor", "head")


def urgent(user: User, day: Day) -> None:
    if user.rights.has("homeroom", *LEADS):
        day.wanted.append(alerts(user))
    if user.rights.has(*LEADS):
        day.wanted.append(dangers(user))


def alerts(user: User) -> Asked:
    """Of her rooms and of the schools she counsels or heads: the caseload's urgent queue, which she opens.

    A head who does nothing else reads how many, not whom. A teacher with one alert opens the case at once.
    """
    rights = user.rights
    mine = Q(school__in=rights.schools(*LEADS)) | Q(student__classroom__in=rights.rooms)
    raised = Alert.objects.visible_to(user).unsettled().filter(mine).order_by("due_at", "pk")
    with_names, is_teacher = rights.has("homeroom", "counselor"), not rights.has(*LEADS)

    def card(found: Found) -> Made:
        if not found.count:
            return None
        button, url = "เปิดรายการ", reverse("cases:caseload")
        notes: tuple[str, ...] = (found.names(),) if with_names else ()
        if is_teacher:
            who = [f"{called(one)} {Alert.Kind(one['kind']).label}" for one in found.first[:3]]
            notes = (and_more(who, len(found.first) - len(who), "เรื่อง"), "แจ้งครูแนะแนวและ ผอ. แล้ว")
        if is_teacher and len(found.first) == 1:
            one = found.first[0]
            button, url = "เปิดเคส", f"{reverse('cases:open_case', args=[one['sid']])}?alert={one['aid']}"
        due = timezone.localtime(found.due).date()
        return Card("คนต้องช่วยทันที", button, url, count=found.count, notes=notes, due=due, is_urgent=True)

    first = {"sid": "student__public_id", "aid": "public_id", "kind": "kind", **CHILD}
    return asked(card, Question(raised, of="student", due="due_at", first=first, most=20))


def dangers(user: User) -> Asked:
    """Records of protection that no authority has been told of. How many and by when, never whom (T3)."""

    def card(found: Found) -> Made:
        due = timezone.localtime(found.due).date() if found.due else None
        url = reverse("cases:protections")
        return Card("เรื่องคุ้มครองเด็กที่ยังไม่ได้แจ้งหน่วยงาน", "แจ้งและบันทึก", url, count=found.count, due=due, is_urgent=True)

    return asked(card, Question(unreported_protections(user), due="due_at"))
