"""Screening: who fills a room in, who reads which letters, who prints, who opens rounds."""

from django.core.files.uploadedfile import SimpleUploadedFile

from screening.models import Finding, Row, Submission, Wording
from screening.models.rounds import Fill
from tests import make
from tests.access.route import ALL, Route, Who
from tests.make.assessments import instrument

SCHOOL = "somying mana kanplu praphan wilai decha pim tabian bunchi"
ABOVE = "klum khet chit rabop truat"
# ป.4/1: who sees the room at all, who reads results, who fills in
READ = "somying kanplu praphan wilai decha pim"
KEEP = "somying kanplu"
KEEPERS_ONLY = Who(may=KEEP, sees="praphan wilai decha pim tabian bunchi")
READERS = Who(may=READ, sees="tabian bunchi")
PRINT = Who(may="somying kanplu praphan wilai", sees="decha pim tabian bunchi")
OPENERS = Who(
    may="kanplu dokkaew khet", sees="somying mana praphan wilai decha pim tabian bunchi klum chit rabop truat gone"
)
# Instruments hold no child: whoever works in the area could guess their addresses, few may open them.
EVERYBODY_ELSE = "somying mana praphan wilai decha pim tabian bunchi klum khet chit truat gone"
KEPT = Who(may="rabop", sees=f"{EVERYBODY_ELSE} kanplu dokkaew")
KEPT_AND_READ = Who(may="rabop kanplu dokkaew", sees=EVERYBODY_ELSE)
# SDQ: typed by homeroom and counselor; bands also read by the head and who heads the level.
SDQ_READERS = Who(may="somying kanplu praphan wilai", sees="decha pim tabian bunchi")
SDQ_TYPERS = Who(may=KEEP, sees="praphan wilai decha pim tabian bunchi")
# A child's own addresses are found by who sees the child: the account admin does not.
CHILD = Who(may=KEEP, sees="praphan wilai decha pim tabian")

# Early warning
WARNED = "somying mana kanplu praphan wilai dokkaew"
WARNINGS = Who(may=WARNED, sees="decha pim tabian bunchi klum khet chit rabop truat gone")
WARNING_RULES = Who(
    may="kanplu dokkaew khet", sees="somying mana praphan wilai decha pim tabian bunchi klum chit rabop truat gone"
)
CHILD_WARNINGS = Who(may="somying kanplu praphan wilai", sees="decha pim tabian")


def build(world):
    world.screening_round = make.screening_round(school=world.school, by=world.kanplu)
    instrument("sdq")
    row = make.row(world.chaba, round_=world.screening_round, by=world.somying, levels="13113111111")
    make.finding(row, "safety", by=world.kanplu, text="เหตุสวัสดิภาพลับเฉพาะ")
    make.finding(row, "learning", by=world.somying, text="เหตุการเรียนเฉพาะผู้กรอก")
    world.screening_aspect = world.screening_round.criteria.aspects.get(slug="safety")
    world.screening_fill = Fill.objects.create(
        round=world.screening_round,
        classroom=world.room,
        school=world.school,
        aspect=world.screening_aspect,
        students=[world.kita.pk],
        by=world.somying,
        at=make.now(),
    )
    world.screening_instrument = instrument("gast")
    Wording.objects.create(
        area=world.area,
        code="gast",
        rater="self",
        permission="ทดสอบ 1/2568",
        items={"1": "ข้อความแต่งขึ้น"},
        loaded_by=world.rabop,
        loaded_at=make.now(),
    )
    Submission.objects.get_or_create(
        round=world.screening_round, classroom=world.next_door, defaults={"school": world.school}
    )


def of_round(world):
    return {"rid": world.screening_round.public_id}


def of_room(world):
    return {"cid": world.room.public_id, **of_round(world)}


def of_aspect(world):
    return of_room(world) | {"slug": "safety"}


def of_sheet(world):
    return of_room(world) | {"code": "sdq"}


def paper(world):
    return {f"c-{world.chaba.public_id}-emotional": "3", f"was-{world.chaba.public_id}": "0.,,,,"}


def block(world):
    return {"first": "emotional", "block": "1\n2"}


def of_child(world):
    return of_room(world) | {"sid": world.chaba.public_id}


def cells(world):
    row = Row.objects.get(round=world.screening_round, student=world.chaba)
    was = f"{row.version}.{''.join(map(str, row.levels))}"
    return {f"c-{world.chaba.public_id}-3": "2", f"was-{world.chaba.public_id}": was}


def reason(world):
    """What the counselor changes of her own; a homeroom teacher is told that there is one, and no more."""
    known = Finding.objects.get(row__round=world.screening_round, aspect=world.screening_aspect)
    ticked = world.screening_aspect.indicators.filter(raises_alert=False).first()
    return {"indicators": [ticked.pk], "text": "บ้านไม่มีคนดูแลตอนเย็น", "seen": known.stamp}


def days(name, day, month):
    return {f"{name}_day": str(day), f"{name}_month": str(month), f"{name}_year": "2568"}


def of_instrument(world):
    return {"iid": world.screening_instrument.public_id}


def instrument_file(world):
    """The next version of a made-up change: the shipped GAST under another number."""
    text = world.screening_instrument.source.replace('version: "1"', 'version: "9"')
    return {"file": SimpleUploadedFile("gast.yaml", text.encode())}


def wording_file(world):
    questions = "\n".join(f"  {number}: ข้อความแต่งขึ้น {number}" for number in range(1, 17))
    text = f"code: gast\nrater: self\nitems:\n{questions}\n"
    return {"file": SimpleUploadedFile("gast.yaml", text.encode()), "permission": "ทดสอบ 1/2568"}


def new_round(world):
    return {
        "place": world.school.public_id,
        "term": world.screening_round.year.terms.get(number=1).pk,
        "criteria": world.screening_round.criteria_id,
        **days("opens_on", 25, 6),
        **days("closes_on", 30, 6),
    }


ROUTES = {
    "screening:warnings": Route(get=WARNINGS),
    "screening:warnings_xlsx": Route(get=WARNINGS),
    "screening:warning_rules": Route(get=WARNING_RULES, post=WARNING_RULES, data=lambda world: {"restore": "1"}),
    "screening:child_warnings": Route(get=CHILD_WARNINGS, kwargs=lambda world: {"sid": world.chaba.public_id}),
    "screening:transfer_letters": Route(
        get=Who(may="kanplu", sees="tabian praphan dokkaew"),
        post=Who(may="kanplu", sees="tabian praphan dokkaew"),
        kwargs=lambda world: {"tid": world.thara_offered.public_id},
        data=lambda world: {"send": "plain"},
    ),
    "screening:rounds": Route(get=ALL),
    "screening:open_round": Route(get=OPENERS, post=OPENERS, data=new_round),
    "screening:round_progress": Route(get=Who(may=f"{SCHOOL} {ABOVE}"), kwargs=of_round),
    "screening:edit_round": Route(
        get=Who(may="kanplu", sees="somying mana praphan wilai decha pim tabian bunchi klum khet chit rabop truat"),
        post=Who(may="kanplu", sees="somying mana praphan wilai decha pim tabian bunchi klum khet chit rabop truat"),
        kwargs=of_round,
        data=lambda world: days("closes_on", 5, 7),
    ),
    "screening:grid": Route(get=READERS, post=KEEPERS_ONLY, kwargs=of_room, data=cells),
    "screening:aspect": Route(get=KEEPERS_ONLY, post=KEEPERS_ONLY, kwargs=of_aspect, data=cells),
    "screening:fill_rest": Route(post=KEEPERS_ONLY, kwargs=of_aspect),
    "screening:save_row": Route(post=CHILD, kwargs=of_child, data=cells),
    "screening:finding": Route(
        get=CHILD,
        post=CHILD,
        kwargs=lambda world: of_child(world) | {"slug": "safety"},
        data=reason,
    ),
    "screening:override": Route(
        get=CHILD, post=CHILD, kwargs=of_child, data=lambda world: {"group": "3", "reason": "", "version": "1"}
    ),
    "screening:urgency": Route(
        get=Who(may="kanplu", sees="somying praphan wilai decha pim tabian"),
        post=Who(may="kanplu", sees="somying praphan wilai decha pim tabian"),
        kwargs=of_child,
        data=lambda world: {"urgency": "4", "reason": "ต้องเยี่ยมบ้านสัปดาห์นี้", "version": "1"},
    ),
    "screening:submit": Route(get=KEEPERS_ONLY, post=KEEPERS_ONLY, kwargs=of_room),
    "screening:ask_to_reopen": Route(
        get=KEEPERS_ONLY, post=KEEPERS_ONLY, kwargs=of_room, data=lambda world: {"reason": "กรอกผิดคน"}
    ),
    "screening:reopen": Route(
        post=Who(may="kanplu", sees="somying praphan wilai decha pim tabian bunchi"), kwargs=of_room
    ),
    "screening:summary_pdf": Route(get=PRINT, kwargs=of_room),
    "screening:summary_xlsx": Route(get=PRINT, kwargs=of_room),
    "screening:blank_pdf": Route(get=PRINT, kwargs=of_room),
    "screening:instruments": Route(
        get=KEPT_AND_READ, post=KEPT, data=lambda world: {"allowed": "on", "permission": "ทดสอบ 2/2568"}
    ),
    "screening:instrument": Route(get=KEPT_AND_READ, kwargs=of_instrument),
    "screening:instrument_file": Route(get=KEPT_AND_READ, kwargs=of_instrument),
    "screening:choose_version": Route(post=KEPT, kwargs=of_instrument),
    "screening:load_instrument": Route(get=KEPT, post=KEPT, data=instrument_file),
    "screening:load_wording": Route(get=KEPT, post=KEPT, data=wording_file),
    "screening:withdraw_wording": Route(
        post=KEPT, kwargs=lambda world: {"code": "gast"}, data=lambda world: {"rater": "self"}
    ),
    "screening:class_instruments": Route(
        get=Who(may="somying kanplu praphan wilai pim", sees="decha tabian bunchi"), kwargs=of_room
    ),
    "screening:class_sheet": Route(get=SDQ_READERS, post=SDQ_TYPERS, kwargs=of_sheet, data=paper),
    "screening:save_paper": Route(post=CHILD, kwargs=lambda world: of_child(world) | {"code": "sdq"}, data=paper),
    "screening:paste_column": Route(get=KEEPERS_ONLY, post=KEEPERS_ONLY, kwargs=of_sheet, data=block),
    "screening:instrument_pdf": Route(get=SDQ_READERS, kwargs=of_sheet),
    "screening:wizard": Route(get=CHILD, post=CHILD, kwargs=of_child, data=cells),
    "screening:undo_fill": Route(post=CHILD, kwargs=lambda world: {"fid": world.screening_fill.public_id}),
}

# Reasons (T3): of a sensitive aspect its writer and the counselors; of another also the homeroom teachers.
CANARIES = {"เหตุสวัสดิภาพลับเฉพาะ": "kanplu", "เหตุการเรียนเฉพาะผู้กรอก": "somying kanplu"}
