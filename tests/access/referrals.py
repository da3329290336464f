"""Referrals: counselors prepare, heads sign, who sees the case sees that and where, and nobody else sees anything."""

from django.utils import timezone

from cases.models import Case, Secrecy
from tests import make
from tests.access.route import Route, Who

CASE = "somying kanplu praphan"  # who sees ชบา's case: opened by her homeroom teacher
CARING = "somying mana kanplu praphan wilai decha pim tabian dokkaew"
OUTSIDE = "bunchi klum khet chit rabop truat gone"
TEXT_REASON, TEXT_DRAFT, TEXT_ADVICE, TEXT_SECRET = "CNเหตุส่งต่อ", "CNเหตุร่าง", "CNคำแนะนำ", "CNเฉพาะแนะแนว"
CANARIES = {
    TEXT_REASON: "kanplu praphan",
    TEXT_DRAFT: "kanplu",
    TEXT_ADVICE: "kanplu praphan",
    TEXT_SECRET: "kanplu",
}


def build(world):
    case = Case.objects.create(
        student=world.chaba,
        school=world.school,
        classroom=world.room,
        year=2568,
        number=9042,
        title="ขาดเรียนบ่อย",
        reason="ยายป่วย",
        state="helping",
        owner=world.kanplu,
        opened_by=world.somying,
        opened_at=timezone.now(),
        accepted_by=world.kanplu,
        accepted_at=timezone.now(),
        touched_at=timezone.now(),
    )
    make.note(case, TEXT_SECRET, by=world.kanplu, secrecy=Secrecy.COUNSELORS)
    world.referred_case = case
    world.agency = make.agency("รพ.จำลองรัตน์", area=world.area)
    world.own_agency = make.agency("มูลนิธิสมมติ", area=world.area, school=world.school)
    make_one = {"by": world.kanplu, "agency": world.agency, "sections": ["name", "notes"], "sensitive_reason": "นัด"}
    world.draft = make.referral(case, reason=TEXT_DRAFT, **make_one)
    world.waiting = make.referral(case, state="awaiting_signature", reason=TEXT_REASON, **make_one)
    world.sent = make.referral(case, state="sent", reason=TEXT_REASON, **make_one)
    world.answered = make.referral(case, state="answered", reason=TEXT_REASON, **make_one)
    world.answered.replies.create(
        student=world.chaba,
        school=world.school,
        result="accepted",
        said_by="พยาบาลมะลิ",
        how="phone",
        received_on=timezone.localdate(),
        advice=TEXT_ADVICE,
        recorded_by=world.kanplu,
        recorded_at=timezone.now(),
    )


def of(name):
    return lambda world: {"rid": getattr(world, name).public_id}


def date(name):
    return {f"{name}_day": "25", f"{name}_month": "6", f"{name}_year": "2568"}


def form(**values):
    """Version 1 and the given fields; a function is asked with the world."""

    def data(world):
        return {"version": "1"} | {name: make(world) if callable(make) else make for name, make in values.items()}

    return data


AGENCY = {"type": "hospital", "name": "รพ.สต.จำลอง", "addressee": "ผู้อำนวยการ รพ.สต.จำลอง"}
COUNSELOR = Who(may="kanplu", sees="somying praphan")
HEAD = Who(may="praphan", sees="somying kanplu")
KEEPERS = Who(
    may="kanplu dokkaew khet rabop", sees="somying mana praphan wilai decha pim tabian bunchi klum chit truat gone"
)
BOTH = Who(may="kanplu praphan", sees="somying")
SIGNED = {"letter_number": "ศธ 04000.000/9", **date("letter_on"), **date("sent_on")}
CONSENT = {
    "consent": "given",
    "consent_by": "นางดาวเรือง ลองเรียน",
    "consent_relation": "แม่",
    "consent_how": "paper",
    "consent_age": "under_10",
    **date("consent_on"),
}
LETTER = {"signer_name": "นายประพันธ์ นามสมมติ", "signer_position": "ผู้อำนวยการโรงเรียน"}
REPLY = {"result": "accepted", "said_by": "พยาบาลมะลิ", "how": "phone", **date("received_on")}

ROUTES = {
    "referrals:board": Route(get=Who(may=CARING, sees=OUTSIDE)),
    "referrals:refer": Route(
        get=COUNSELOR, post=COUNSELOR, kwargs=lambda world: {"cid": world.referred_case.public_id}, data=form()
    ),
    "referrals:referral": Route(get=Who(may=CASE), kwargs=of("answered")),
    "referrals:choose_agency": Route(
        get=COUNSELOR, post=COUNSELOR, kwargs=of("draft"), data=form(agency=lambda world: world.agency.public_id)
    ),
    "referrals:give_reason": Route(
        get=COUNSELOR, post=COUNSELOR, kwargs=of("draft"), data=form(reason="เหตุ", asked="ขอให้ช่วย")
    ),
    "referrals:climb_ladder": Route(get=COUNSELOR, post=COUNSELOR, kwargs=of("draft"), data=form(skip_reason="เร่งด่วน")),
    "referrals:choose_sections": Route(get=COUNSELOR, post=COUNSELOR, kwargs=of("draft"), data=form(sections="name")),
    "referrals:record_consent": Route(get=COUNSELOR, post=COUNSELOR, kwargs=of("draft"), data=form(**CONSENT)),
    "referrals:number_letter": Route(get=COUNSELOR, post=COUNSELOR, kwargs=of("draft"), data=form(**LETTER)),
    "referrals:check": Route(get=COUNSELOR, post=COUNSELOR, kwargs=of("draft"), data=form()),
    "referrals:sign": Route(get=HEAD, post=HEAD, kwargs=of("waiting"), data=form(**SIGNED)),
    "referrals:return_to_draft": Route(get=HEAD, post=HEAD, kwargs=of("waiting"), data=form(reason="เพิ่มเบอร์")),
    "referrals:take_back": Route(get=COUNSELOR, post=COUNSELOR, kwargs=of("waiting"), data=form()),
    "referrals:record_reply": Route(get=BOTH, post=BOTH, kwargs=of("sent"), data=form(**REPLY)),
    "referrals:close": Route(
        get=COUNSELOR, post=COUNSELOR, kwargs=of("sent"), data=form(reason="ได้รับบริการแล้ว", outcome="served")
    ),
    "referrals:letter_pdf": Route(get=BOTH, kwargs=of("sent")),
    "referrals:summary_pdf": Route(get=BOTH, kwargs=of("sent")),
    "referrals:agencies": Route(get=Who(may=f"{CARING} khet rabop", sees="bunchi klum chit truat gone")),
    "referrals:add_agency": Route(
        get=Who(
            may="kanplu dokkaew khet rabop",
            sees="somying mana praphan wilai decha pim tabian bunchi klum chit truat gone",
        ),
        post=Who(
            may="kanplu dokkaew khet rabop",
            sees="somying mana praphan wilai decha pim tabian bunchi klum chit truat gone",
        ),
        data=lambda world: AGENCY,
    ),
    "referrals:edit_agency": Route(
        get=Who(may="kanplu", sees="somying mana praphan wilai decha pim tabian bunchi"),
        post=Who(may="kanplu", sees="somying mana praphan wilai decha pim tabian bunchi"),
        kwargs=lambda world: {"aid": world.own_agency.public_id},
        data=lambda world: AGENCY,
        says_seen=True,
    ),
}
