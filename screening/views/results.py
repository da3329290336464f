"""What instruments said about one child: three informants side by side, the change over rounds, every result."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.actions import record
from journal.models import Verb
from schools.http import StaffRequest
from schools.models import User
from screening import rules
from screening.informants import Said, Told, advice_of, curves, next_codes, offered, outcome_of
from screening.instruments.definition import RATERS
from screening.models import Instrument
from students.models import Alert, Student


@require_safe
def results(request: StaffRequest, sid: str) -> HttpResponse:
    """Opening it is a line. `?new=` names the result that has just been written: what it says to do stands on top."""
    children = Student.objects.visible_to(request.user).select_related("school", "classroom__school")
    student = get_object_or_404(children, public_id=sid)
    if not rules.may_open_results(request.user, student):
        raise PermissionDenied
    record(Verb.VIEWED, student, by=request.user, page="results")
    told = Told.of(request.user, student)
    papers = told.side_by_side()
    turns = told.turns()
    in_use = list(Instrument.objects.visible_to(request.user).for_area(student.school.area_id).order_by("short"))
    may_do = [one for one in in_use if rules.may_assess(request.user, one.parsed, student)]
    offers, others = offered(may_do, [student.born_on], on=timezone.localdate())
    context = {
        "student": student,
        "told": told,
        "raters": RATERS.values(),
        "papers": [papers.get(rater) for rater in RATERS],
        "scale_lines": told.scale_lines(papers),
        "is_disagreed": any(line.differs for line in told.scale_lines(papers)),
        "turns": turns if len(turns) > 1 else [],
        "curves": curves(turns),
        "alert": Alert.objects.visible_to(request.user).unsettled().filter(student=student).first(),
        "offers": offers,
        "others": others,
        **fresh(request.user, told, in_use, request.GET.get("new", "")),
    }
    return render(request, "screening/results.html", context)


def fresh(user: User, told: Told, in_use: list[Instrument], aid: str) -> dict[str, object]:
    """The result just written, what its file says to do, and which instrument comes next."""
    new: Said | None = next((one for one in told.said if one.result.public_id == aid), None)
    if new is None:
        return {}
    met = advice_of(outcome_of(new.result, told.student))
    opens = {one.short: one.code for one in in_use if rules.may_assess(user, one.parsed, told.student)}
    named = {code: short for short, code in opens.items()}
    return {
        "new": new,
        "advice": met if new.reads else [],
        "next": [(code, named[code]) for code in next_codes(met, opens) if code != new.result.code],
    }
