"""Results of one child and their entry: each instrument says for itself who administers and who reads it."""

from tests.access.route import Route, Who
from tests.access.screening import KEEP, READ, days
from tests.make.assessments import assessment, instrument


def build(world):
    instrument("sdq")
    assessment(
        world.chaba, by=world.kanplu, code="phq-a", rater="self", level=3, words="คำผลเฉพาะผู้มีสิทธิ", scores={"total": 21}
    )


def of_child(world):
    return {"sid": world.chaba.public_id}


def bands(world):
    return {
        "instrument": "snap-iv",
        "rater": "teacher",
        "source": "HERO OBEC CARE รอบ 1/2568",
        "pasted": f"{world.chaba.full_name}\tเสี่ยง",
        **days("assessed_on", 24, 6),
    }


KEPT = Who(may=KEEP, sees="praphan wilai decha pim tabian")
ROUTES = {
    "screening:results": Route(get=Who(may=READ, sees="tabian"), kwargs=of_child),
    "screening:assess": Route(
        get=KEPT,
        post=KEPT,
        kwargs=lambda world: of_child(world) | {"code": "sdq"},
        data=lambda world: {
            **dict.fromkeys(["t-emotional", "t-conduct", "t-hyperactivity", "t-peer", "t-prosocial"], "2"),
            **days("assessed_on", 24, 6),
        },
    ),
    "screening:paste_bands": Route(
        get=Who(may=f"{KEEP} pim", sees="praphan wilai decha tabian bunchi"),
        post=Who(may=f"{KEEP} pim", sees="praphan wilai decha tabian bunchi"),
        kwargs=lambda world: {"cid": world.room.public_id, "rid": world.screening_round.public_id},
        data=bands,
    ),
}

# Bands of PHQ-A are the counselors'; others learn only whether to follow the child up.
CANARIES = {"คำผลเฉพาะผู้มีสิทธิ": "kanplu"}
