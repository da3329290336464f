"""Cases that go with a child to another school: what waits to be taken, and whether a move is ready for its cases."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.models import Case, Note, Passing
from schools.models import Appointment, Role, User
from students.models import Exclusion, Transfer

if TYPE_CHECKING:
    from cases.models.passing import PassingQuerySet


@dataclass(frozen=True)
class Readiness:
    """Of a move: how many of the child's open cases are prepared for it. No word of what they are about."""

    open: int
    prepared: int

    @property
    def left(self) -> int:
        return self.open - self.prepared


def waiting_for(user: User) -> "PassingQuerySet":
    """Cases that came with a child and that she may take: counselors; heads where none is left, or after 3 days."""
    counselors = Appointment.objects.on(timezone.localdate()).filter(
        ~Exists(Exclusion.objects.filter(user=OuterRef("user"), student=OuterRef(OuterRef("student")))),
        role=Role.COUNSELOR,
        school=OuterRef("to_school"),
        user__is_active=True,
    )
    hers = Q(to_school__in=user.rights.schools("counselor"))
    heads = Q(to_school__in=user.rights.schools("head"))
    late = Q(escalated_at__isnull=False) | ~Exists(counselors)
    return Passing.objects.visible_to(user).waiting().filter(hers | heads & late).order_by("passed_at", "pk")


def passed_on(user: User) -> "PassingQuerySet":
    """The headers that her schools keep of cases whose child has left with them, the latest first."""
    mine = user.rights.schools("counselor", "head")
    return Passing.objects.visible_to(user).gone().filter(from_school__in=mine).order_by("-passed_at", "-pk")


def prepared_by_us(user: User) -> "PassingQuerySet":
    """Chosen to go along, and the child is here still: the latest first."""
    mine = user.rights.schools("counselor", "head")
    found = Passing.objects.visible_to(user).filter(from_school__in=mine, state=Passing.State.PREPARED)
    return found.order_by("-made_at", "-pk")


def taken_by_us(user: User) -> "PassingQuerySet":
    mine = user.rights.schools("counselor", "head")
    found = Passing.objects.visible_to(user).filter(to_school__in=mine, state=Passing.State.TAKEN)
    return found.order_by("-taken_at", "-pk")


def readiness(transfer: Transfer) -> Readiness:
    """Asked by who keeps the move, who need not see the cases: numbers only."""
    cases = Case.objects.open().filter(student=transfer.student_id, school=transfer.from_school_id)
    found = Passing.objects.filter(transfer=transfer, to_school=transfer.to_school_id, state=Passing.State.PREPARED)
    prepared = found.exclude(pk__in=outdated(found))
    return Readiness(cases.count(), cases.filter(passings__in=prepared).count())


def outdated(passings: Iterable[Passing]) -> set[int]:
    """Keys of those with the words of a note that was corrected since: made anew before the child goes (cases 0028)."""
    chosen = {one.pk: set(one.packet.get("notes", [])) for one in passings}
    notes = Note.objects.filter(public_id__in=set().union(*chosen.values()), corrected_by__isnull=False)
    struck = set(notes.values_list("public_id", flat=True))
    return {key for key, ids in chosen.items() if ids & struck}


def move_of(user: User, case: Case) -> Transfer | None:
    """The open move of its child to another school, which a case can be prepared for."""
    moves = Transfer.objects.visible_to(user).filter(student=case.student_id, from_school=case.school_id)
    return moves.filter(state__in=OPEN).select_related("to_school", "from_school").order_by("-made_at").first()


OPEN = (Transfer.State.ASKED, Transfer.State.PREPARED, Transfer.State.OFFERED)
