"""Who is shut out of a child finds no trace of her: on no page, in no paper, in no number (security.md 1.3 row 4).

Every address of ours is asked, with GET and with its valid form, by each duty of the school, after she has been shut
out of all children but one.
"""

import pytest
import time_machine
from django.db import connection, transaction

from cases.models import Case, Passing
from referrals.models import Attachment, FollowUp, Inside, Referral
from schools.models import Notice
from students.models import Exclusion, Student, Transfer
from tests import make
from tests.conftest import NOON, act_as_the_system, copy_of_the_cast
from tests.test_access import MODULES, ROUTES, ask, signed_in

HIDDEN = {"chaba": "ซ่อนหนึ่ง", "kita": "ซ่อนสอง", "thara": "ซ่อนสาม"}
PEOPLE = ["somying", "kanplu", "praphan", "pim", "chit"]
HINT = "C-2568-0042"  # stands as an example beside the search box
OWN_WORDS = ["schools:draft", "schools:discard_draft"]  # a draft is its writer's, whatever it is called


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Everything the access table is asked about, with names that stand on no page by themselves."""
    with django_db_blocker.unblock(), time_machine.travel(NOON, tick=False), transaction.atomic():
        act_as_the_system()
        made = copy_of_the_cast()
        for name, first_name in HIDDEN.items():
            child = getattr(made, name)
            child.first_name, child.nickname = first_name, f"เล่น{first_name}"
            child.search_key = first_name
            child.save()
        for module in MODULES:
            if hasattr(module, "build"):
                module.build(made)
        made.clients = {person: signed_in(getattr(made, person)) for person in PEOPLE}
        yield made
        transaction.set_rollback(True)
    connection.close()


def shut_out_of_all(world, person):
    """Returns the words that give one of them away."""
    hidden = list(Student.objects.filter(school=world.school))
    make.student("เห็นได้", classroom=world.room, number=1)
    make.student("เห็นด้วย", classroom=world.next_door, number=1)
    Exclusion.objects.filter(user=person).delete()
    tell_of(person, hidden, by=world.praphan)
    Exclusion.objects.bulk_create(
        Exclusion(student=child, school=world.school, user=person, made_by=world.praphan, made_at=make.now())
        for child in hidden
    )
    words = {word for child in hidden for word in (child.first_name, child.nickname, child.public_id) if word}
    rows = (model.objects.filter(student__in=hidden) for model in (Case, Referral, Inside))
    for one in (each for found in rows for each in found):
        words |= {one.code, one.public_id}
    others = (model.objects.filter(student__in=hidden) for model in (Passing, Transfer, FollowUp, Attachment))
    return (words | {one.public_id for found in others for one in found}) - {HINT}


def tell_of(person, children, *, by):
    """A notice of everything that one of a child may lead to, told before she is shut out."""
    roots = {Case: "cases", Referral: "referrals", Inside: "referrals/inside", Passing: "passings"}
    found = ((root, one) for model, root in roots.items() for one in model.objects.filter(student__in=children))
    Notice.objects.bulk_create(
        (
            Notice(to_user=person, kind="case", url=f"/{root}/{one.public_id}/", made_by=by, made_at=make.now())
            for root, one in found
        ),
        ignore_conflicts=True,
    )


@pytest.mark.parametrize("name", PEOPLE)
def test_no_page_gives_away_a_child_she_is_shut_out_of(name, world):
    person, leaks = getattr(world, name), []
    with transaction.atomic():
        words = shut_out_of_all(world, person)
        for route, what in ROUTES.items():
            ids = set(map(str, what.kwargs(world).values()))
            for method in ("get", "post"):
                if getattr(what, method) is None:
                    continue
                status, body = ask(world.clients[name], route, method, world)
                sent = str(what.data(world)) if method == "post" else ""
                found = sorted(word for word in words - ids if word in body and word not in sent)
                leaks += [(route, method, status, found)] if found or status >= 500 else []
                if ids & words and status < 400 and route not in OWN_WORDS:
                    leaks.append((route, method, status, "opens"))
        transaction.set_rollback(True)
    assert not leaks, "\n".join(map(str, leaks))
