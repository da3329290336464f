"""What was reported and waits: incidents, one's own quick reports, and children whose danger nobody has passed on."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils import timezone

from cases import rules
from cases.models import Incident, Involved, Protection
from cases.models.incident import IncidentQuerySet, ProtectionQuerySet
from schools.models import Classroom, User
from students.models import Student

if TYPE_CHECKING:
    from students.models.student import StudentQuerySet

SHOWN = 20  # of one's own reports


def open_incidents(user: User) -> IncidentQuerySet:
    """Not settled yet, of those whose words she reads; the newest first."""
    return Incident.objects.visible_to(user).kept_by(user).unsettled().order_by("-reported_at", "-pk")


def my_reports(user: User) -> IncidentQuerySet:
    """Her own reports that are not settled: `is_taken()` says whether somebody acts on one."""
    return _told_by(user).unsettled().select_related("alert", "school").order_by("-reported_at", "-pk")


def reports_of(user: User) -> list[Incident]:
    """Her latest own reports, settled ones as well."""
    return list(_told_by(user).select_related("alert", "school").order_by("-reported_at", "-pk")[:SHOWN])


def _told_by(user: User) -> IncidentQuerySet:
    """What she reported quickly, and what she wrote in full and does not keep: it stands on no list of hers."""
    kept = Incident.objects.kept_by(user).values("pk")
    return Incident.objects.visible_to(user).filter(Q(is_quick=True) | ~Q(pk__in=kept), reported_by=user)


def unreported_protections(user: User) -> ProtectionQuerySet:
    """Records of children in danger that no authority has been told of; the one due first stands first.

    For counselors and heads, who pass them on, and for who recorded one.
    """
    found = Protection.objects.visible_to(user).unreported()
    return found.order_by("due_at", "pk")


def rooms_for_report(user: User) -> list[tuple[Classroom, bool]]:
    """Every room of her schools in which a child sits today, and whether it is her own; her own first."""
    today = Student.objects.filter(school__in=user.rights.care_schools).enrolled().values("classroom")
    rooms = Classroom.objects.filter(pk__in=today).select_related("school").in_order()
    own = user.rights.rooms
    return sorted(((room, room.pk in own) for room in rooms), key=lambda found: not found[1])


def reportable(user: User) -> "StudentQuerySet":
    """Children she may say something happened to: names (T1) of her schools' rooms, minus who is closed to her.

    Narrower than `visible_to` in what is read (a name), wider in whose: an accident in the yard is reported by who
    saw it. It opens no page.
    """
    return Student.objects.filter(school__in=user.rights.care_schools).enrolled().exclude(exclusions__user=user)


def protectable(user: User) -> "StudentQuerySet":
    """Children about whom she may write a record of protection: whom she sees, or was the one to report."""
    mine = Involved.objects.visible_to(user).filter(incident__reported_by=user)
    known = Q(pk__in=Student.objects.visible_to(user).values("pk")) | Q(pk__in=mine.values("student"))
    return Student.objects.filter(known, school__in=user.rights.care_schools)


def incidents_of(user: User, student: Student) -> IncidentQuerySet:
    """The incidents a child was in, for who reads them; nothing for everybody else, without a question."""
    if not rules.may_list_incidents(user):
        return Incident.objects.none()
    return Incident.objects.visible_to(user).kept_by(user).filter(involved__student=student).order_by("-reported_at")


def protections_of(user: User, student: Student) -> ProtectionQuerySet:
    """That there are records of protection, for counselor, head and who wrote one."""
    return Protection.objects.visible_to(user).filter(student=student).order_by("-recorded_at")


def reporters(user: User, protection: Protection) -> QuerySet[User]:
    """Who may have told an authority of it: she herself, and the counselors and heads who know of the record."""
    acting = User.objects.doing("counselor", "head", school=protection.school, on=timezone.localdate())
    found = User.objects.filter(Q(pk=user.pk) | Q(pk__in=acting.values("pk")))
    return found.exclude(exclusions__student=protection.student_id).order_by("first_name", "pk")
