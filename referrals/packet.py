"""What one agency will read about one child: the ticked items and nothing else, as plain values that are then frozen.

Built by a counselor of the school (`rules.may_prepare`), who may read everything here. Notes for counselors only and
the full national ID are not reachable from this module's items.
"""

from collections.abc import Callable, Collection
from datetime import date
from typing import NotRequired, TypedDict

from django.utils import timezone

from cases.models import Case, Note, Secrecy
from referrals.consent import VERSION
from referrals.letter import Facts
from referrals.models import Consent, ConsentHow, Referral
from referrals.sections import BY_KEY, in_order, left_out
from schools import calendar
from schools.models import User
from schools.thai import nbsp
from screening.models import Aspect, Finding, Indicator, Row, mind
from screening.rules import may_see_level
from students.identifiers import masked
from students.models import Student

NOTES_SENT = 5  # the newest; a whole history is not needed to help
WORDS = {Aspect.Kind.LEVEL: {2: "เสี่ยง", 3: "มีปัญหา"}, Aspect.Kind.FLAG: {2: "มี"}}


class Entry(TypedDict):
    """`level` 2 or 3 draws the status chip beside it."""

    label: str
    value: str
    level: NotRequired[int]


class Part(TypedDict):
    key: str
    label: str
    entries: list[Entry]


class Cover(TypedDict):
    """What the letter takes from school and agency; frozen with the packet."""

    school: str
    area: str
    address: str
    phone: str
    letterhead: str
    thai_numerals: bool
    agency: str
    addressee: str


class Packet(TypedDict):
    """JSON as it stands in `Referral.packet`."""

    code: str
    made_on: str
    is_urgent: NotRequired[bool]  # packets frozen before M4 do not say
    reason: str
    tried: str
    asked: str
    consent: str
    sensitive_reason: str
    parts: list[Part]
    left_out: list[str]
    cover: Cover


def build(referral: Referral, *, by: User) -> Packet:
    """The packet as it would be sent now. An item that is ticked and empty says so."""
    keys = in_order(referral.sections)
    return {
        "code": referral.code,
        "made_on": timezone.localdate().isoformat(),
        "is_urgent": referral.is_urgent,
        "reason": referral.reason,
        "tried": referral.tried,
        "asked": referral.asked,
        "consent": consent_line(referral),
        "sensitive_reason": referral.sensitive_reason,
        "parts": [{"key": key, "label": BY_KEY[key].label, "entries": _entries(key, referral, by)} for key in keys],
        "left_out": [section.label for section in left_out(keys)],
        "cover": cover(referral),
    }


def parts(case: Case, keys: Collection[str], *, by: User) -> list[Part]:
    """The same items of a case for somebody who is asked without a letter; as far as `by` may read them."""
    about = Referral(case=case, student=case.student, school=case.school, drafted_by=by)
    return [{"key": key, "label": BY_KEY[key].label, "entries": _entries(key, about, by)} for key in in_order(keys)]


def cover(referral: Referral) -> Cover:
    school, agency = referral.school, referral.agency
    return {
        "school": school.full_name,
        "area": school.area.name,
        "address": school.address,
        "phone": school.phone,
        "letterhead": school.letterhead,
        "thai_numerals": school.thai_numerals,
        "agency": agency.name if agency else "",
        "addressee": agency.addressee if agency else "",
    }


def letter_facts(referral: Referral) -> Facts:
    """For `letter.compose`: school and agency as frozen, once they are."""
    frozen: Cover = referral.packet["cover"] if referral.packet else cover(referral)
    return Facts(
        school=frozen["school"],
        area=frozen["area"],
        address=frozen["address"],
        phone=frozen["phone"],
        code=referral.code,
        addressee=frozen["addressee"],
        number=referral.letter_number,
        on=referral.letter_on,
        signer=referral.signer_name,
        position=referral.signer_position,
        agreed_on=referral.consent_on if referral.consent == Consent.GIVEN else None,
        in_writing=referral.consent_how == ConsentHow.PAPER,
        thai_numerals=frozen["thai_numerals"],
        is_urgent=referral.is_urgent,
    )


def consent_line(referral: Referral) -> str:
    """Who agreed, how and when, or on what ground it is sent without (decisions B10); empty while undecided."""
    if referral.consent == Consent.GIVEN:
        told = f"{referral.consent_by} ({referral.consent_relation}) ยินยอม{referral.get_consent_how_display()}"
        evidence = f" · หลักฐาน {referral.consent_evidence}" if referral.consent_evidence else ""
        version = referral.consent_version or VERSION
        wish = f" · {referral.get_child_wish_display()}" if referral.child_wish else ""
        return f"{told} เมื่อ {_on(referral.consent_on)}{wish}{evidence} · ข้อความขอความยินยอมฉบับ {version}"
    if referral.consent == Consent.GROUND:
        informed = f"แจ้ง ผอ. เมื่อ {_on(referral.head_informed_on)}"
        return f"ไม่ได้ขอความยินยอม: {referral.get_ground_display()} · {referral.ground_reason} · {informed}"
    return ""


def _on(day: date | None) -> str:
    return calendar.format_short(day) if day else ""


def _entries(key: str, referral: Referral, by: User) -> list[Entry]:
    entries = _BUILD[key](referral, by)
    return entries or [{"label": "", "value": "ไม่มีข้อมูลในระบบ"}]


def _filled(*pairs: tuple[str, object]) -> list[Entry]:
    return [{"label": label, "value": str(value)} for label, value in pairs if value]


def _name(referral: Referral, by: User) -> list[Entry]:
    student = referral.student
    room = student.classroom.name if student.classroom else ""
    return _filled(("ชื่อ", student.full_name), ("ชั้น", room), ("ชื่อเล่น", student.nickname))


def _age(referral: Referral, by: User) -> list[Entry]:
    student, born = referral.student, referral.student.born_on
    lived = calendar.age_text(born, timezone.localdate()) if born else ""
    return _filled(("วันเกิด", _on(born)), ("อายุ", lived), ("เพศ", student.get_sex_display()))


def _national_id(referral: Referral, by: User) -> list[Entry]:
    return _filled(("เลขประจำตัว", masked(referral.student.identifiers.current().first())))


def _address(referral: Referral, by: User) -> list[Entry]:
    return _filled(("ที่อยู่", referral.student.address))


def _guardians(referral: Referral, by: User) -> list[Entry]:
    return [
        {"label": who.get_relation_display(), "value": _told(str(who), who.kinship, who.phone)}
        for who in referral.student.guardians.order_by("pk")
        if str(who) or who.phone
    ]


def _coordinator(referral: Referral, by: User) -> list[Entry]:
    teacher = referral.case.owner or referral.drafted_by
    return _filled(("ผู้ประสาน", _told(teacher.display_name, teacher.position, teacher.phone or referral.school.phone)))


def _told(name: str, more: str, phone: str) -> str:
    told = f"{name} ({more})" if more else name
    return f"{told} {nbsp('โทร.', phone)}" if phone else told


def _strengths(referral: Referral, by: User) -> list[Entry]:
    return _filled(("จุดแข็ง", referral.student.strengths))


def _row(student: Student, by: User) -> Row | None:
    """The latest result that says anything."""
    rows = Row.objects.visible_to(by).filter(student=student, final_group__gt=0)
    return rows.select_related("round__year", "round__criteria").order_by("-round__opens_on", "-round_id").first()


def _levels(referral: Referral, by: User, *, sensitive: bool) -> list[Entry]:
    """Only what is not ordinary: the aspects that are เสี่ยง, มีปัญหา or มี, and from which round."""
    row = _row(referral.student, by)
    if row is None:
        return []
    entries: list[Entry] = []
    for aspect in [*row.round.criteria.aspects.filter(is_sensitive=sensitive), *([] if sensitive else [mind()])]:
        level = row.level_of(aspect) if may_see_level(by, aspect, referral.student) else 0
        if word := WORDS[Aspect.Kind(aspect.kind)].get(level):
            entry: Entry = {"label": aspect.name, "value": word}
            entries.append({**entry, "level": level} if aspect.kind == Aspect.Kind.LEVEL else entry)
    where: Entry = {"label": "รอบคัดกรอง", "value": f"{row.round.name} (ผลคัดกรอง ไม่ใช่การวินิจฉัย)"}
    return [*(entries or [{"label": "", "value": "ไม่มีด้านที่เสี่ยงหรือมีปัญหา"}]), where]


def _screening(referral: Referral, by: User) -> list[Entry]:
    return _levels(referral, by, sensitive=False)


def _screening_sensitive(referral: Referral, by: User) -> list[Entry]:
    return _levels(referral, by, sensitive=True)


def _findings(referral: Referral, by: User) -> list[Entry]:
    row = _row(referral.student, by)
    if row is None:
        return []
    found = Finding.objects.visible_to(by).filter(row=row, aspect__is_sensitive=False)
    found = found.select_related("aspect").order_by("aspect__position")
    texts = dict(Indicator.objects.filter(aspect__criteria=row.round.criteria_id).values_list("pk", "text"))

    def told(finding: Finding) -> str:
        signs = [texts[key] for key in finding.indicators if key in texts]
        return " · ".join(text for text in [*signs, finding.text] if text)

    return _filled(*((each.aspect.name, told(each)) for each in found))


def _plan(referral: Referral, by: User) -> list[Entry]:
    case = referral.case
    done = case.tasks.filter(done_at__isnull=False).order_by("done_at", "pk")
    return _filled(
        ("เป้าหมาย", case.goal),
        ("รู้ได้จาก", case.measure),
        *((f"ทำแล้ว {_on(timezone.localdate(task.done_at))}", task.text) for task in done),
    )


def _health(referral: Referral, by: User) -> list[Entry]:
    student = referral.student
    return _filled(
        ("น้ำหนัก", student.weight and nbsp(f"{student.weight:.1f}", "กก.")),
        ("ส่วนสูง", student.height and nbsp(f"{student.height:.1f}", "ซม.")),
        ("กลุ่มเลือด", student.blood_group),
    )


def _welfare(referral: Referral, by: User) -> list[Entry]:
    return _filled(("ความด้อยโอกาส", referral.student.disadvantage))


def _notes(referral: Referral, by: User) -> list[Entry]:
    notes = Note.objects.filter(case=referral.case, secrecy=Secrecy.TEAM, corrected_by=None)
    newest = notes.order_by("-written_at", "-pk")[:NOTES_SENT]
    return _filled(*((f"{note.get_kind_display()} {_on(note.on)}", _words(note)) for note in newest))


def _words(note: Note) -> str:
    """What was written, and what the child said as she said it."""
    quoted = f"คำพูดของเด็ก “{note.child_words}”" if note.child_words else ""
    return "\n".join(part for part in (note.text, quoted) if part)


_BUILD: dict[str, Callable[[Referral, User], list[Entry]]] = {
    "name": _name,
    "age": _age,
    "national_id": _national_id,
    "address": _address,
    "guardians": _guardians,
    "coordinator": _coordinator,
    "strengths": _strengths,
    "screening": _screening,
    "findings": _findings,
    "plan": _plan,
    "screening_sensitive": _screening_sensitive,
    "health": _health,
    "welfare": _welfare,
    "notes": _notes,
}
