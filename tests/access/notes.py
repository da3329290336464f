"""What a person writes in a case: drafts of her own, notes for named people, conferences, the paper of a case."""

from cases.models import Conference
from tests import make
from tests.access.route import ALL, Route, Who


def build(world):
    world.case_named = make.note(world.case, "namedword", by=world.kanplu, secrecy="named", readers=[world.praphan])
    world.conference = Conference.objects.create(
        case=world.case,
        student=world.case.student,
        school=world.school,
        held_on=make.now().date(),
        resolution="minutesword",
        recorded_by=world.kanplu,
        recorded_at=make.now(),
    )


def of_a_draft(world):
    return {"form": "cases:write_note", "about": world.case.public_id}


def of_case(world):
    return {"cid": world.case.public_id}


def of_conference(world):
    return {"cid": world.case.public_id, "fid": world.conference.public_id}


def minutes(world):
    day = {"held_on_day": "25", "held_on_month": "6", "held_on_year": "2568"}
    return {**day, "resolution": "ตกลง", "version": "1"}


LEADS = Who(may="kanplu", sees="somying praphan pim")
READS = Who(may="somying kanplu praphan pim")
ROUTES = {
    "schools:draft": Route(post=ALL, kwargs=of_a_draft, data=lambda world: {"text": "ยังเขียนไม่จบ"}),
    "schools:discard_draft": Route(post=ALL, kwargs=of_a_draft),
    "cases:summary": Route(get=Who(may="somying kanplu praphan", sees="pim"), kwargs=of_case),
    "cases:meeting": Route(get=READS, kwargs=of_case),
    "cases:new_conference": Route(get=LEADS, post=LEADS, kwargs=of_case, data=minutes),
    "cases:conference": Route(get=READS, kwargs=of_conference),
    "cases:edit_conference": Route(get=LEADS, post=LEADS, kwargs=of_conference, data=minutes),
    "cases:finish_conference": Route(post=LEADS, kwargs=of_conference, data=lambda world: {"version": "1"}),
    "cases:minutes_pdf": Route(get=READS, kwargs=of_conference),
}

CANARIES = {"namedword": "", "minutesword": "somying kanplu praphan pim"}
