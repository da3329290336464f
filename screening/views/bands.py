"""Bands of another system ("จาก HERO OBEC CARE รอบ …") for a whole room, copied from its screen and checked here."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from schools.forms.unchanged import digest
from schools.http import StaffRequest
from schools.models import Classroom
from screening import actions, rules
from screening.band_list import Child, Line, read_bands
from screening.class_papers import current_instruments
from screening.models import Assessment, Instrument, Round, Submission
from screening.paper_form import BandsForm, words_of
from screening.views.entry import SAY_CLOSED
from screening.views.loading import load_room
from screening.views.typing_in import warn_of
from students.models import Student


@dataclass(frozen=True)
class Checked:
    """A pasted line beside the child it means and the result that stands there."""

    line: Line
    student: Student | None
    before: Assessment | None
    may_write_over: bool = True

    @property
    def problem(self) -> str:
        """A paper that was typed here is not replaced by a word from elsewhere; no result by who may not read it."""
        if self.line.problem or self.before is None:
            return self.line.problem
        who = self.before.recorded_by.call_name
        if not self.may_write_over:
            return f"{who} บันทึกผลของ{self.student.first_name if self.student else ''}ไว้แล้ว จึงไม่เขียนทับ ลบบรรทัดนี้ออก"
        is_result = self.before.mode == Assessment.Mode.RESULT
        return "" if is_result else f"{who} กรอกจากแบบกระดาษไว้แล้ว ลบบรรทัดนี้ออก"


@require_http_methods(["GET", "HEAD", "POST"])
def paste_bands(request: StaffRequest, cid: str, rid: str) -> HttpResponse:
    """First the check, line by line; kept only when every line is right and the person says so.

    Of lines that carry a number alone she says that she has looked at the names: these lines, and no others.
    """
    classroom, round_ = load_room(request.user, cid, rid)
    offered = {
        one.code: one
        for one in current_instruments(request.user)
        if rules.may_administer(request.user, one.parsed, classroom)
    }
    if not offered:
        raise PermissionDenied
    handed_in = Submission.objects.visible_to(request.user).filter(round=round_, classroom=classroom).first()
    back = reverse("screening:class_instruments", args=[cid, rid])
    if not rules.is_open_for(round_, handed_in, on=timezone.localdate()):
        messages.warning(request, SAY_CLOSED)
        return redirect(back)
    form = BandsForm(
        request.POST or None,
        instruments=[(one.code, f"{one.short} {one.name}", one.parsed) for one in offered.values()],
        initial={"assessed_on": timezone.localdate(), "source": f"HERO OBEC CARE รอบ {round_.name}"},
    )
    context: dict[str, object] = {"classroom": classroom, "round": round_, "form": form, "back": back}
    if request.method == "POST" and form.is_valid():
        instrument = offered[form.cleaned_data["instrument"]]
        checked = check(request, classroom, round_, instrument, form)
        wrong = [one for one in checked if one.problem]
        numbered = [one for one in checked if one.line.is_number_only]
        names = digest([(one.line.text, one.line.ref) for one in numbered])
        is_looked_at = not numbered or request.POST.get("names") == names
        if "confirm" in request.POST and checked and not wrong and is_looked_at:
            return keep(request, classroom, round_, instrument, form, checked, context)
        context |= {"checked": checked, "wrong": wrong, "instrument": instrument, "numbered": numbered, "names": names}
        context["must_look"] = "confirm" in request.POST and not wrong and not is_looked_at
    return render(request, "screening/paste_bands.html", context)


def check(
    request: StaffRequest, classroom: Classroom, round_: Round, instrument: Instrument, form: BandsForm
) -> list[Checked]:
    students = {one.pk: one for one in Student.objects.visible_to(request.user).in_room(classroom).by_number()}
    children = [
        Child(one.pk, one.number, one.school_number, one.full_name, one.level, one.born_on) for one in students.values()
    ]
    lines = read_bands(form.cleaned_data["pasted"], children, words_of(instrument.parsed))
    stored = Assessment.objects.visible_to(request.user).filter(
        round=round_, code=instrument.code, rater=form.cleaned_data["rater"], student__in=students
    )
    before = {one.student_id: one for one in stored.select_related("recorded_by")}
    reads = rules.may_read_instrument(request.user, instrument.parsed, classroom)
    mine = {key for key, one in before.items() if reads or one.recorded_by_id == request.user.pk}
    return [
        Checked(line, students.get(line.ref), before.get(line.ref), line.ref in mine or line.ref not in before)
        for line in lines
    ]


def keep(
    request: StaffRequest,
    classroom: Classroom,
    round_: Round,
    instrument: Instrument,
    form: BandsForm,
    checked: list[Checked],
    context: dict[str, object],
) -> HttpResponse:
    told = form.cleaned_data
    try:
        done = actions.record_bands(
            round_,
            classroom=classroom,
            instrument=instrument,
            rater=told["rater"],
            entries=[entry_of(one, form) for one in checked],
            by=request.user,
        )
    except actions.Closed:
        messages.warning(request, SAY_CLOSED)
        return redirect(str(context["back"]))
    except actions.NotWhole:
        form.add_error(None, "มีคนบันทึกผลของเด็กบางคนพร้อมกับคุณ ยังไม่ได้บันทึกอะไร ตรวจอีกครั้ง")
        return render(request, "screening/paste_bands.html", context, status=409)
    messages.success(request, f"บันทึกผล {instrument.short} จาก{told['source']} แล้ว {len(done.changed)}\u00a0คน")
    warn_of(request, done)
    page = reverse("screening:class_sheet", args=[classroom.public_id, round_.public_id, instrument.code])
    return redirect(f"{page}?by={told['rater']}")


def entry_of(one: Checked, form: BandsForm) -> actions.Entry:
    told = form.cleaned_data
    if one.student is None or one.line.level is None:
        raise ValueError(f"line {one.line.at} is not checked")
    return actions.Entry(
        one.student,
        result=actions.Result(
            level=one.line.level, words=one.line.words, source=told["source"], assessor=told["assessor"]
        ),
        seen=one.before.version if one.before else 0,
        assessed_on=told["assessed_on"],
    )
