"""The six things a draft needs, in any order, and what is still missing before the head is asked to sign."""

from dataclasses import dataclass, field

from django.utils import timezone

from referrals.clock import URGENT_WITHIN
from referrals.fitting import misfits
from referrals.ladder import passed_line, skipped
from referrals.models import AgeBand, Consent, Referral
from referrals.packet import consent_line
from referrals.sections import SECTIONS, in_order, sensitive
from schools import calendar
from schools.thai import nbsp

MISSING_CONSENT = "ยังไม่มีความยินยอมของผู้ปกครอง เพิ่มก่อน หรือเลือกเหตุผลตามกฎหมายที่ส่งต่อได้"


@dataclass(frozen=True)
class Step:
    """One line of the task list. `missing` says what to do; empty when done. `can_wait`: the head may fill it.

    `warns`: what to look at once more; it does not keep the letter from the head.
    """

    view: str
    name: str
    told: list[str]
    missing: str = ""
    can_wait: bool = False
    warns: list[str] = field(default_factory=list)

    @property
    def url_name(self) -> str:
        return f"referrals:{self.view}"

    @property
    def tag(self) -> tuple[str, str]:
        """(class, word) of the tag beside it."""
        if self.can_wait:
            return "", "ทำภายหลังได้"
        return ("tag-look", "ต้องทำ") if self.missing else ("tag-go", "เสร็จ")

    @property
    def link(self) -> str:
        return "เพิ่ม" if self.missing or self.can_wait else "แก้ไข"


def steps(referral: Referral) -> list[Step]:
    return [
        _agency(referral),
        _reason(referral),
        _ladder(referral),
        _sections(referral),
        _consent(referral),
        _letter(referral),
    ]


def missing(referral: Referral) -> list[str]:
    """What must be done before it goes to the head, as sentences."""
    return [step.missing for step in steps(referral) if step.missing]


def missing_in_draft(referral: Referral) -> int:
    """How many things its own row lacks: for lists, which do not read the case behind each (the ladder)."""
    own = (_agency(referral), _reason(referral), _sections(referral), _consent(referral), _letter(referral))
    return sum(bool(step.missing) for step in own)


def _agency(referral: Referral) -> Step:
    agency = referral.agency
    told = [f"{agency.name} · เรียน {agency.addressee}"] if agency else ["ยังไม่ได้เลือก"]
    if referral.is_urgent:
        told.append(f"เร่งด่วน ขอคำตอบภายใน {nbsp(URGENT_WITHIN, 'วันทำการ')}")
    lacks = "" if agency else "เลือกหน่วยงานปลายทาง"
    if agency and not agency.is_active:
        lacks = "หน่วยงานที่เลือกไว้เลิกใช้แล้ว เลือกหน่วยงานอื่น"
    return Step("choose_agency", "หน่วยงานปลายทาง", told, lacks, warns=misfits_of(referral))


def misfits_of(referral: Referral) -> list[str]:
    """What speaks against the chosen agency. It stops nobody: the counselor may have asked on the telephone."""
    agency, school, today = referral.agency, referral.school, timezone.localdate()
    if agency is None:
        return []
    return misfits(agency, referral.student, school, today, is_urgent=referral.is_urgent)


def _reason(referral: Referral) -> Step:
    told = [text for text in (referral.reason, referral.asked) if text] or ["ยังไม่ได้เขียน"]
    lacks = "" if referral.reason and referral.asked else "เขียนเหตุผลและสิ่งที่ขอให้ช่วย"
    return Step("give_reason", "เหตุผลและสิ่งที่ขอให้ช่วย", told, lacks)


def _ladder(referral: Referral) -> Step:
    """Done when every rung was stood on, or when there is a reason for passing one by."""
    passed_by = skipped(referral.case)
    told = [passed_line(referral.case)]
    if passed_by:
        told.append(f"ข้าม {' · '.join(rung.name for rung in passed_by)}")
        told += [f"เหตุ {referral.skip_reason}"] if referral.skip_reason else []
    lacks = "เขียนเหตุที่ข้ามขั้นในโรงเรียน" if passed_by and not referral.skip_reason else ""
    return Step("climb_ladder", "ขั้นการช่วยเหลือในโรงเรียน", told, lacks)


def _sections(referral: Referral) -> Step:
    keys = in_order(referral.sections)
    told = [f"เลือก {nbsp(len(keys), 'จาก', len(SECTIONS), 'รายการ')} ไม่ส่งบันทึกเฉพาะครูแนะแนว"]
    lacks = "" if keys else "เลือกข้อมูลที่จะส่งไปอย่างน้อย 1 รายการ"
    if sensitive(keys) and not referral.sensitive_reason:
        lacks = "เขียนเหตุที่ต้องส่งข้อมูลอ่อนไหว"
    return Step("choose_sections", "ข้อมูลที่จะส่งไป", told, lacks)


def _consent(referral: Referral) -> Step:
    line = consent_line(referral)
    lacks = "" if line else MISSING_CONSENT
    unasked = referral.consent == Consent.GIVEN and referral.consent_age == AgeBand.FROM_10 and not referral.child_wish
    if unasked:
        lacks = "ถามความเห็นของนักเรียนที่อายุเกิน 10 ปี"
    return Step("record_consent", "ความยินยอมหรือเหตุตามกฎหมาย", [line or "ยังไม่มี"], lacks)


def _letter(referral: Referral) -> Step:
    signer = f"ลงนามโดย {referral.signer_name}" if referral.signer_name else "ยังไม่มีผู้ลงนาม"
    number = f"ที่ {referral.letter_number}" if referral.letter_number else "เลขที่ยังว่าง ใส่ตอนลงนามได้"
    on = f"ลงวันที่ {calendar.format_short(referral.letter_on)}" if referral.letter_on else ""
    lacks = "" if referral.signer_name and referral.signer_position else "ใส่ชื่อและตำแหน่งผู้ลงนาม"
    later = not lacks and not (referral.letter_number and referral.letter_on)
    return Step("number_letter", "หนังสือ เลขที่ วันที่ ผู้ลงนาม", [" ".join([number, on]).strip(), signer], lacks, later)
