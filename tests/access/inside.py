"""Internal referrals: who sees the case sees that there is one; what it carries, who sends it and whom it is for.

`world.lent` is a child whose case กานพลู shares with จิต (area psychologist), who has no desk at the school.
"""

from referrals.models import Inside
from tests import make
from tests.access.route import Route, Who

CASE = "somying kanplu praphan"
REASON, NOTE, LETTER, SAID = "CNขอภายใน", "CNทีมที่แบ่งปัน", "CNหนังสือของเคสที่แบ่งปัน", "CNหน่วยงานตอบเคสที่แบ่งปัน"
CANARIES = {
    REASON: "kanplu praphan chit",
    NOTE: "somying kanplu chit",
    LETTER: "kanplu praphan",
    SAID: "kanplu praphan",
}


def build(world):
    """On a child of her own, so that everybody of the cast sees the others as before."""
    world.lent = make.student("ยืม", classroom=world.room, number=38)
    world.lent_case = make.case(world.lent, by=world.somying, owner=world.kanplu, number=9052)
    make.note(world.lent_case, NOTE, by=world.kanplu)
    agency = make.agency("คลินิกของเคสที่แบ่งปัน", area=world.area)
    world.lent_letter = make.referral(world.lent_case, by=world.kanplu, agency=agency, state="answered", reason=LETTER)
    make.reply(world.lent_letter, advice=SAID, by=world.kanplu)
    asked = {"people": [world.chit], "by": world.kanplu, "sections": ["name", "case"], "reason": REASON}
    for name in ("pending", "accepted", "done"):
        setattr(world, f"inside_{name}", make.inside(world.lent_case, **asked))
    answered = {"answered_by": world.chit, "answered_at": make.now()}
    Inside.objects.filter(pk=world.inside_accepted.pk).update(state="accepted", **answered)
    said = {"result": "คุยแล้ว", "advice": "พบทุกสัปดาห์", "done_by": world.chit, "done_at": make.now()}
    Inside.objects.filter(pk=world.inside_done.pk).update(state="done", **answered, **said)


def of(name):
    return lambda world: {"iid": getattr(world, f"inside_{name}").public_id}


def of_case(world):
    return {"cid": world.lent_case.public_id}


def form(**values):
    return lambda world: {"version": "1", **values}


def an_inside(world):
    return {"addressee": f"nurse:{world.pim.public_id}", "reason": "ปวดท้องบ่อย", "asked": "ตรวจร่างกาย"}


ADDRESSEE = Who(may="chit", sees=CASE)
KEEPER = Who(may="kanplu", sees="somying praphan chit")
OPENERS = Who(may=CASE, sees="wilai decha pim tabian")
ROUTES = {
    "referrals:inside_list": Route(
        get=Who(
            may="somying mana kanplu praphan wilai decha pim tabian dokkaew khet chit",
            sees="bunchi klum rabop truat gone",
        )
    ),
    "referrals:inside": Route(get=Who(may=f"{CASE} chit"), kwargs=of("pending")),
    # a share of the case opens none of its letters: to จิต this address is not there, though the case is
    "referrals:letters_of_case": Route(get=Who(may=CASE), kwargs=of_case),
    "referrals:inside_of_case": Route(get=Who(may=CASE), kwargs=of_case),
    "referrals:send_inside": Route(get=Who(may=CASE), post=Who(may=CASE), kwargs=of_case, data=an_inside),
    "referrals:send_child_inside": Route(
        get=OPENERS,
        post=OPENERS,
        kwargs=lambda world: {"sid": world.kita.public_id},
        data=lambda world: an_inside(world) | {"title": "ปวดท้องบ่อย", "aspects": ["health"]},
    ),
    "referrals:accept_inside": Route(get=ADDRESSEE, post=ADDRESSEE, kwargs=of("pending"), data=form()),
    "referrals:decline_inside": Route(get=ADDRESSEE, post=ADDRESSEE, kwargs=of("pending"), data=form(answer="นอกหน้าที่")),
    "referrals:finish_inside": Route(get=ADDRESSEE, post=ADDRESSEE, kwargs=of("accepted"), data=form(result="คุยแล้ว")),
    "referrals:revoke_inside": Route(get=KEEPER, post=KEEPER, kwargs=of("pending"), data=form(reason="ผิดคน")),
    "referrals:take_inside_advice": Route(
        get=KEEPER,
        post=KEEPER,
        kwargs=of("done"),
        data=lambda world: {
            "lines": ["0"],
            "responsible": world.somying.public_id,
            "due_on_day": "30",
            "due_on_month": "6",
            "due_on_year": "2568",
        },
    ),
    "referrals:inside_memo_pdf": Route(get=Who(may="kanplu praphan", sees="somying chit"), kwargs=of("pending")),
}
