"""The room and the round an address names, as the person may see them."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from schools.http import StaffRequest
from schools.models import Classroom, User
from screening import rules
from screening.models import Aspect, Round
from screening.sheet import Child, Sheet
from students.models import Student


@dataclass
class May:
    """What the person may do with this sheet now; the template asks nothing else."""

    user: User
    sheet: Sheet

    @cached_property
    def record(self) -> bool:
        sheet = self.sheet
        return rules.may_record(self.user, sheet.round, sheet.classroom, sheet.submission, on=timezone.localdate())

    @property
    def keep(self) -> bool:
        return rules.keeps_room(self.user, self.sheet.classroom)

    @property
    def ask(self) -> bool:
        sheet = self.sheet
        return not self.reopen and rules.may_ask(
            self.user, sheet.round, sheet.classroom, sheet.submission, on=timezone.localdate()
        )

    @property
    def reopen(self) -> bool:
        return not self.record and rules.may_reopen(self.user, self.sheet.classroom)

    @property
    def print_short(self) -> bool:
        return rules.may_print(self.user, self.sheet.classroom)

    @property
    def print_full(self) -> bool:
        return rules.may_print_full(self.user, self.sheet.classroom)


def load_room(user: User, cid: str, rid: str) -> tuple[Classroom, Round]:
    """404 for a room or round that the person may not see, or that do not belong together."""
    rooms = Classroom.objects.visible_to(user).select_related("school__area", "year")
    classroom = get_object_or_404(rooms, public_id=cid)
    rounds = Round.objects.visible_to(user).of_school(classroom.school).filter(year=classroom.year_id)
    return classroom, get_object_or_404(rounds.select_related("criteria", "year"), public_id=rid)


def load_sheet(request: StaffRequest, cid: str, rid: str) -> Sheet:
    """The sheet of a room for who may see results; 403 for who only keeps the room."""
    classroom, round_ = load_room(request.user, cid, rid)
    if not rules.may_see_results(request.user, classroom):
        raise PermissionDenied
    return Sheet.of(request.user, round_, classroom)


def load_kept(request: StaffRequest, cid: str, rid: str) -> Sheet:
    """The same for who fills the room in."""
    sheet = load_sheet(request, cid, rid)
    if not rules.keeps_room(request.user, sheet.classroom):
        raise PermissionDenied
    return sheet


def load_child(request: StaffRequest, cid: str, rid: str, sid: str) -> tuple[Sheet, Child]:
    """One child of the room for who fills it in, with a sheet that holds only her."""
    classroom, round_ = load_room(request.user, cid, rid)
    student = get_object_or_404(Student.objects.visible_to(request.user).in_room(classroom), public_id=sid)
    if not rules.keeps_room(request.user, classroom):
        raise PermissionDenied
    sheet = Sheet.of(request.user, round_, classroom, only=student)
    return sheet, sheet.children[0]


def load_aspect(sheet: Sheet, slug: str) -> Aspect:
    return get_object_or_404(sheet.round.criteria.aspects, slug=slug)


def grid_url(sheet: Sheet) -> str:
    return reverse("screening:grid", args=[sheet.classroom.public_id, sheet.round.public_id])


def aspect_url(sheet: Sheet, aspect: Aspect) -> str:
    return reverse("screening:aspect", args=[sheet.classroom.public_id, sheet.round.public_id, aspect.slug])


def submit_url(sheet: Sheet) -> str:
    return reverse("screening:submit", args=[sheet.classroom.public_id, sheet.round.public_id])
