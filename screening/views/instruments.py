"""Keeping instruments: what is scored how and from which source, new versions, wordings, the switch of C27."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from schools.http import StaffRequest
from schools.models import Area, Role, School
from screening import actions, rules
from screening.forms import InstrumentFileForm, ItemEntryForm, WordingForm
from screening.instruments.definition import RATERS, RESULT_ONLY, BandTable, Definition, Example
from screening.instruments.parsing import Fault, Refused
from screening.models import Instrument, Wording

READERS = ("GET", "HEAD", "POST")
READING = ("administered_by", "answers_read_by", "results_read_by", "follow_read_by")
SAY_READERS = "หน้านี้สำหรับครูแนะแนวและผู้ดูแลระบบของเขต"
SAY_KEEPERS = "เปลี่ยนเครื่องมือได้เฉพาะผู้ดูแลระบบของเขต"


def area_of(request: StaffRequest) -> Area | None:
    """The area that she keeps or works in."""
    kept = Area.objects.visible_to(request.user).order_by("pk").first()
    if kept is not None:
        return kept
    school = School.objects.visible_to(request.user).select_related("area").order_by("pk").first()
    return school.area if school else None


def kept_area(request: StaffRequest) -> Area:
    found = Area.objects.visible_to(request.user).filter(pk__in=request.user.rights.areas_as("area_admin"))
    area = found.order_by("pk").first()
    if area is None:
        raise PermissionDenied(SAY_KEEPERS)
    return area


@require_http_methods(READERS)
def instruments(request: StaffRequest) -> HttpResponse:
    """The instruments in use in the area; the area admin switches item entry here."""
    if not rules.may_see_instruments(request.user):
        raise PermissionDenied(SAY_READERS)
    area = kept_area(request) if request.method == "POST" else area_of(request)
    form = ItemEntryForm(request.POST or None, initial=switch_of(area))
    if request.method == "POST" and area and form.is_valid():
        permission = form.cleaned_data["permission"] if form.cleaned_data["allowed"] else ""
        actions.permit_item_entry(area, permission=permission, by=request.user)
        messages.success(request, "เปิดให้กรอกรายข้อแล้ว" if permission else "ปิดการกรอกรายข้อแล้ว กรอกคะแนนรวมแต่ละด้าน")
        return redirect("screening:instruments")
    wordings = Wording.objects.visible_to(request.user).order_by("code", "rater")
    context = {
        "area": area,
        "listed": sorted(listed(request, area), key=lambda one: (one.told.kind == RESULT_ONLY, one.instrument.short)),
        "wordings": [(one, RATERS.get(one.rater, "")) for one in wordings],
        "form": form,
        "may_keep": rules.may_keep_instruments(request.user),
    }
    return render(request, "screening/instruments.html", context)


def switch_of(area: Area | None) -> dict[str, Any]:
    permission = area.item_entry_permission if area else ""
    return {"allowed": bool(permission), "permission": permission}


@dataclass(frozen=True)
class Listed:
    """An instrument as the list shows it."""

    instrument: Instrument
    told: Definition

    @property
    def raters(self) -> list[str]:
        return [f"{RATERS[rater]} {low}–{high}\xa0ปี" for rater, (low, high) in self.told.ages.items()]

    @property
    def entry(self) -> str:
        """How results come in."""
        if self.told.kind == RESULT_ONLY:
            return "บันทึกผลเท่านั้น"
        if not self.told.takes_totals:
            return "รายข้อเท่านั้น"
        return {
            "open": "รายข้อหรือคะแนนรวม",
            "permission": "คะแนนรวม หรือรายข้อเมื่อเขตมีหนังสืออนุญาต",
            "never": "คะแนนรวมเท่านั้น",
        }[self.told.item_entry]


def listed(request: StaffRequest, area: Area | None) -> list[Listed]:
    found = Instrument.objects.visible_to(request.user)
    used = found.for_area(area.pk) if area else found.current().filter(area=None)
    return [Listed(one, one.parsed) for one in used]


# -- one instrument ---------------------------------------------------------------------------------------------


@require_safe
def instrument(request: StaffRequest, iid: str) -> HttpResponse:
    """Everything a version says, with its sources and test vectors; any version, also one that is out of use."""
    found = found_instrument(request, iid)
    told, area = found.parsed, area_of(request)
    versions = Instrument.objects.visible_to(request.user).filter(code=found.code).order_by("-loaded_at")
    used = versions.for_area(area.pk) if area else versions.current()
    context = {
        "listed": Listed(found, told),
        "instrument": found,
        "told": told,
        "reverse": sorted(told.reverse),
        "used": {one.pk for one in used},
        "versions": [(one, rules.may_choose_version(request.user, one)) for one in versions],
        **{reader: duties(told, reader) for reader in READING},
        "key": [(one.name, [item(told, at) for at in one.items]) for one in told.subscales],
        "norm_sets": [(norms, [limits(told, table) for table in norms.bands]) for norms in told.norm_sets],
        "examples": [vector(told, example) for example in told.examples],
        "may_keep": rules.may_keep_instruments(request.user),
    }
    return render(request, "screening/instrument.html", context)


def found_instrument(request: StaffRequest, iid: str) -> Instrument:
    found = get_object_or_404(Instrument.objects.visible_to(request.user), public_id=iid)
    if not rules.may_see_instruments(request.user):
        raise PermissionDenied(SAY_READERS)
    return found


def duties(told: Definition, reader: str) -> list[str]:
    return [str(Role(role).label) for role in getattr(told, reader)]


def item(told: Definition, number: int) -> str:
    """ "7 การทำตามผู้ใหญ่ (กลับ)": the number, our own topic label where there is one."""
    return " ".join(filter(None, [str(number), told.topics.get(number), "(กลับ)" if number in told.reverse else ""]))


def limits(told: Definition, table: BandTable) -> dict[str, Any]:
    """One row of a norm set: which score, for whom, its bands."""
    names = {one.code: one.name for one in told.scales()}
    for_whom = [] if table.raters == told.raters else [RATERS[rater] for rater in table.raters]
    for_whom += [{"m": "ชาย", "f": "หญิง"}[table.sex]] if table.sex else []
    for_whom += [f"อายุ {table.ages[0]}–{table.ages[1]}\xa0ปี"] if table.ages else []
    return {"name": names[table.scale], "whom": " ".join(for_whom) or "ทุกคน", "bands": table.bands, "mark": table.mark}


def vector(told: Definition, example: Example) -> dict[str, Any]:
    """One test vector in words: what was filled in, and what comes out."""
    short = {one.code: one.short for one in told.scales()}
    labels = {one.code: one.label for one in told.extras}
    if example.answers is not None:
        digits = ["–" if value is None else str(value) for value in example.answers]
        given = " ".join("".join(digits[at : at + 5]) for at in range(0, len(digits), 5))
    else:
        given = " · ".join(f"{short[code]} {value}" for code, value in (example.totals or {}).items())
    return {
        "who": f"{RATERS[example.rater]} {'ชาย' if example.sex == 'm' else 'หญิง'} {example.age}\xa0ปี",
        "norms": example.norms or told.default_norms,
        "given": given,
        "extras": [f"{labels[code]} = {value}" for code, value in example.extras.items()],
        "scores": " · ".join(
            f"{short[code]} {'–' if value is None else value}" for code, value in example.scores.items()
        ),
        "level": example.level,
    }


@require_safe
def instrument_file(request: StaffRequest, iid: str) -> HttpResponse:
    """The file of a version, to be changed and loaded as the next one. No child stands in it."""
    found = found_instrument(request, iid)
    headers = {"Content-Disposition": f'attachment; filename="{found.code}.yaml"'}
    return HttpResponse(found.source, content_type="text/yaml; charset=utf-8", headers=headers)


@require_POST
def choose_version(request: StaffRequest, iid: str) -> HttpResponse:
    found = get_object_or_404(Instrument.objects.visible_to(request.user), public_id=iid)
    if not rules.may_choose_version(request.user, found):
        raise PermissionDenied(SAY_KEEPERS)
    try:
        actions.choose_version(found, area=kept_area(request), by=request.user)
    except Refused as refused:
        messages.error(request, f"กลับไปใช้ {found.short} ฉบับ {found.version} ไม่ได้: {refused.faults[0].what}")
        return redirect("screening:instrument", found.public_id)
    messages.success(request, f"ใช้ {found.short} ฉบับ {found.version} ตั้งแต่นี้ ผลเดิมยังคิดด้วยฉบับเดิม")
    return redirect("screening:instrument", found.public_id)


# -- files ------------------------------------------------------------------------------------------------------


@require_http_methods(READERS)
def load_instrument(request: StaffRequest) -> HttpResponse:
    """A new version from a file: taken whole, or refused with every line that is wrong."""
    area = kept_area(request)
    faults: tuple[Fault, ...] = ()
    form = InstrumentFileForm(request.POST, request.FILES) if request.method == "POST" else InstrumentFileForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.load_instrument(area, source=file.text, name=file.name, by=request.user)
        except Refused as refused:
            faults = refused.faults
        else:
            messages.success(request, f"ใช้ {made.short} ฉบับ {made.version} ตั้งแต่นี้ ผลเดิมยังคิดด้วยฉบับเดิม")
            return redirect("screening:instrument", made.public_id)
    return render(request, "screening/load_instrument.html", {"form": form, "area": area, "faults": faults})


@require_http_methods(READERS)
def load_wording(request: StaffRequest) -> HttpResponse:
    """The questions of a form, for this area alone, under the owner's permission."""
    area = kept_area(request)
    faults: tuple[Fault, ...] = ()
    form = WordingForm(request.POST, request.FILES) if request.method == "POST" else WordingForm()
    if form.is_valid():
        file, permission = form.cleaned_data["file"], form.cleaned_data["permission"]
        try:
            actions.load_wording(area, source=file.text, name=file.name, permission=permission, by=request.user)
        except Refused as refused:
            faults = refused.faults
        else:
            messages.success(request, "เก็บข้อคำถามไว้ใช้ในเขตนี้แล้ว พร้อมเลขที่หนังสืออนุญาต")
            return redirect("screening:instruments")
    return render(request, "screening/load_wording.html", {"form": form, "area": area, "faults": faults})


@require_POST
def withdraw_wording(request: StaffRequest, code: str) -> HttpResponse:
    kept = Wording.objects.visible_to(request.user).filter(area=kept_area(request), code=code)
    found = get_object_or_404(kept, rater=request.POST.get("rater", ""))
    actions.withdraw_wording(found, by=request.user)
    messages.success(request, "ลบข้อคำถามออกจากระบบแล้ว")
    return redirect("screening:instruments")
