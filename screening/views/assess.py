"""One instrument for one child: the paper in hand, or a result that came from elsewhere."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from journal.actions import record
from journal.models import Verb
from schools.calendar import age
from schools.http import StaffRequest, once
from screening import actions, minds, rules
from screening.instruments.definition import RATERS, RESULT_ONLY, TOTAL, Definition
from screening.models import AnswerSheet, Assessment, Instrument, Round, Submission, Wording
from screening.paper_form import PaperForm
from screening.views.entry import SAY_CLOSED
from students.models import Student

MODES = {"items": "รายข้อ", "totals": "คะแนนรวม", "result": "ผลอย่างเดียว"}


@dataclass
class Desk:
    """Which paper lies there: whose answers, in which way, in which round (None: beside the rounds)."""

    request: StaffRequest
    student: Student
    instrument: Instrument
    rater: str = ""
    mode: str = ""
    round: Round | None = None
    offered: Round | None = None
    modes: list[str] = field(default_factory=list)

    @property
    def definition(self) -> Definition:
        return self.instrument.parsed

    @property
    def stored(self) -> Assessment | None:
        """The round's result by this informant, which would be changed."""
        if self.round is None:
            return None
        found = Assessment.objects.visible_to(self.request.user).filter(student=self.student, round=self.round)
        return found.filter(code=self.instrument.code, rater=self.rater).select_related("recorded_by").first()

    def address(self, **other: str) -> str:
        told = {"by": self.rater, "mode": self.mode, "round": self.round.public_id if self.round else "none"} | other
        page = reverse("screening:assess", args=[self.student.public_id, self.instrument.code])
        return f"{page}?{urlencode(told)}"


@require_http_methods(["GET", "HEAD", "POST"])
def assess(request: StaffRequest, sid: str, code: str) -> HttpResponse:
    """Saved it leads to the child's results, where what to do now stands on top."""
    desk = load_desk(request, sid, code)
    stored = desk.stored
    taken = ""
    if stored and not may_write_over(request, desk, stored):
        taken = f"{stored.recorded_by.call_name} บันทึก {desk.instrument.short} ของรอบนี้ไว้แล้ว จึงไม่เขียนทับ"
        if request.method != "POST":
            messages.info(request, taken)
            return redirect(desk.address(round="none"))
        desk.round = stored = None  # what she typed stays before her, and can be kept beside the round
    form = PaperForm(
        request.POST or None,
        definition=desk.definition,
        rater=desk.rater,
        mode=desk.mode,
        wording=wording_of(desk),
        born_on=desk.student.born_on,
        initial=initial_of(request, desk, stored),
    )
    if taken:
        form.add_error(None, f"{taken} สิ่งที่คุณกรอกยังอยู่ด้านล่าง กดบันทึกอีกครั้งเพื่อเก็บเป็นผลนอกรอบ")
        return draw(request, desk, form)
    if request.method == "POST" and form.is_valid():
        return save(request, desk, form)
    return draw(request, desk, form)


def load_desk(request: StaffRequest, sid: str, code: str) -> Desk:
    """404 for a child or an instrument out of sight; 403 for who does not administer it."""
    children = Student.objects.visible_to(request.user).select_related("school__area", "classroom__school__area")
    student = get_object_or_404(children, public_id=sid)
    in_use = Instrument.objects.visible_to(request.user).for_area(student.school.area_id)
    instrument = get_object_or_404(in_use, code=code)
    definition = instrument.parsed
    if not rules.may_assess(request.user, definition, student):
        raise PermissionDenied
    desk = Desk(request, student, instrument)
    desk.modes = modes_of(definition, student)
    asked = request.GET.get("mode", "")
    desk.mode = asked if asked in desk.modes else desk.modes[0]
    desk.offered = open_round(request, student)
    asked = request.GET.get("by", "")
    desk.rater = asked if asked in definition.raters else likely_rater(desk)
    asked = request.GET.get("round", desk.offered.public_id if desk.offered and code == minds.CODE else "none")
    desk.round = desk.offered if desk.offered and asked == desk.offered.public_id else None
    return desk


def likely_rater(desk: Desk) -> str:
    """The round's informant for SDQ, else the first whose form is made for the child's age."""
    definition, born = desk.definition, desk.student.born_on
    if desk.instrument.code == minds.CODE and desk.offered and desk.offered.mind_rater in definition.raters:
        return desk.offered.mind_rater
    years = age(born, timezone.localdate())[0] if born else 0
    fitting = [rater for rater in definition.raters if definition.ages[rater][0] <= years <= definition.ages[rater][1]]
    return (fitting or definition.raters)[0]


def modes_of(definition: Definition, student: Student) -> list[str]:
    """Scores first where both are possible (decisions C27); a result from elsewhere always."""
    if definition.kind == RESULT_ONLY or student.classroom is None:
        return ["result"]
    modes = [mode for mode, is_so in (("totals", definition.takes_totals),) if is_so]
    if rules.may_type_items(definition, student.classroom):
        modes.append("items")
    return [*modes, "result"]


def open_round(request: StaffRequest, student: Student) -> Round | None:
    """The round in which the child's room may still be filled in."""
    rounds = Round.objects.visible_to(request.user).of_school(student.school).begun(timezone.localdate())
    newest = rounds.select_related("year", "criteria").latest_first().first()
    if newest is None or student.classroom is None:
        return None
    handed_in = Submission.objects.visible_to(request.user).filter(round=newest, classroom=student.classroom).first()
    return newest if rules.is_open_for(newest, handed_in, on=timezone.localdate()) else None


def may_write_over(request: StaffRequest, desk: Desk, stored: Assessment) -> bool:
    """Nobody writes over what she may not read, unless it is her own."""
    return stored.recorded_by_id == request.user.pk or rules.may_read_of(request.user, desk.definition, desk.student)


def wording_of(desk: Desk) -> dict[str, str]:
    """The items' text, where the area has loaded it with a permission."""
    found = Wording.objects.visible_to(desk.request.user).filter(
        area=desk.student.school.area_id, code=desk.instrument.code, rater__in=["", desk.rater]
    )
    kept = found.order_by("-rater").first()
    return dict(kept.items) if kept else {}


def initial_of(request: StaffRequest, desk: Desk, stored: Assessment | None) -> dict[str, Any]:
    """What is stored and may be read stands in the form."""
    if stored is None:
        return {}
    told: dict[str, Any] = {"version": stored.version, "assessed_on": stored.assessed_on}
    if stored.mode == Assessment.Mode.RESULT:
        told |= {"level": stored.level, "score": stored.scores.get(TOTAL, "")}
        told |= {"source": stored.source, "assessor": stored.assessor}
    elif rules.may_read_of(request.user, desk.definition, desk.student):
        told |= {f"t-{code}": value for code, value in stored.scores.items()}
    sheet = AnswerSheet.objects.visible_to(request.user).filter(assessment=stored).first()
    if sheet:
        if sheet.written_by_id != request.user.pk and request.method != "POST" and desk.mode != Assessment.Mode.RESULT:
            record(Verb.REVEALED, desk.student, by=request.user, instrument=desk.instrument.code)
        told |= {f"i{number}": value for number, value in enumerate(sheet.items, start=1)}
        told |= {f"x-{code}": value for code, value in sheet.extras.items()}
    return told


# -- saving -------------------------------------------------------------------------------------------------------


def entry_of(desk: Desk, form: PaperForm) -> actions.Entry:
    told = form.cleaned_data
    around = {"seen": told["version"] or 0, "assessed_on": told["assessed_on"]}
    if form.mode == Assessment.Mode.RESULT:
        result = actions.Result(
            level=told["level"],
            words=form.words[told["level"]],
            source=told["source"],
            assessor=told["assessor"],
            score=told.get("score", ""),
        )
        return actions.Entry(desk.student, result=result, **around)
    if form.mode == Assessment.Mode.TOTALS:
        return actions.Entry(desk.student, totals=form.totals(), extras=form.extra_answers(), **around)
    return actions.Entry(desk.student, items=form.items(), extras=form.extra_answers(), **around)


def save(request: StaffRequest, desk: Desk, form: PaperForm) -> HttpResponse:
    if desk.stored is None:  # a new result: the same form sent twice makes one
        wrong: list[actions.Recorded] = []
        answer = once(request, lambda: written(desk, form, wrong))
        return draw(request, desk, form, wrong[0]) if wrong else answer
    done: list[actions.Recorded] = []
    url = written(desk, form, done)
    return draw(request, desk, form, done[0]) if done else redirect(url)


def written(desk: Desk, form: PaperForm, wrong: list[actions.Recorded]) -> str:
    """Where to go on; what could not be written is put into `wrong`."""
    try:
        done = actions.record_assessments(
            desk.round,
            classroom=desk.student.classroom,
            instrument=desk.instrument,
            rater=desk.rater,
            entries=[entry_of(desk, form)],
            by=desk.request.user,
        )
    except actions.Closed:
        messages.warning(desk.request, SAY_CLOSED)
        return desk.address(round="none")
    if done.refused or done.conflicts:
        wrong.append(done)
        return ""
    made = Assessment.objects.visible_to(desk.request.user).filter(
        student=desk.student, code=desk.instrument.code, rater=desk.rater, round=desk.round
    )
    new = made.order_by("-recorded_at", "-pk").first()
    page = reverse("screening:results", args=[desk.student.public_id])
    return f"{page}?new={new.public_id}" if new else page


def draw(request: StaffRequest, desk: Desk, form: PaperForm, wrong: actions.Recorded | None = None) -> HttpResponse:
    conflict = wrong.conflicts[0] if wrong and wrong.conflicts else None
    for refusal in wrong.refused if wrong else ():
        form.add_error(None, refusal.text)
    context = {
        "desk": desk,
        "student": desk.student,
        "definition": desk.definition,
        "form": form,
        "conflict": conflict,
        "theirs_url": desk.address(mode=conflict.theirs.mode) if conflict else "",
        "rater": RATERS[desk.rater],
        "raters": [(one, RATERS[one], desk.address(by=one)) for one in desk.definition.raters],
        "modes": [(mode, MODES[mode], desk.address(mode=mode)) for mode in desk.modes],
        "in_round": desk.address(round=desk.offered.public_id) if desk.offered else "",
        "beside": desk.address(round="none"),
    }
    return render(request, "screening/assess.html", context, status=409 if conflict else 200)
