"""What a person writes in a case: drafts of her own, notes for named people, conferences, the paper of a case."""

from tests import make
from tests.access.route import ALL, Route


def build(world):
    world.case_named = make.note(world.case, "namedword", by=world.kanplu, secrecy="named", readers=[world.praphan])


def of_a_draft(world):
    return {"form": "cases:write_note", "about": world.case.public_id}


ROUTES = {
    "schools:draft": Route(post=ALL, kwargs=of_a_draft, data=lambda world: {"text": "ยังเขียนไม่จบ"}),
    "schools:discard_draft": Route(post=ALL, kwargs=of_a_draft),
}

CANARIES = {"namedword": ""}
