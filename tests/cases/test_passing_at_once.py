"""What happens to a prepared case at the moment the other school takes the child: one comes first, nothing is lost."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cases import actions
from cases.models import Case, IllegalMove, Passing
from journal.context import acting
from schools.models import Role
from students.actions import Moved
from students.models import Student
from tests import make
from tests.cases.going import offer, prepare
from tests.conftest import act_as_the_system
from tests.students.moves import taken

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def on_offer(cast):
    """ชบา is offered with her one case; the far registrar takes her."""
    cast.far = make.staff("fartabian", Role.REGISTRAR, school=cast.elsewhere)
    cast.case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    cast.move = make.transfer(cast.chaba, to_school=cast.elsewhere, by=cast.tabian, state="prepared")
    cast.passing = prepare(cast.case, cast.move, cast.kanplu)
    offer(cast.move, cast.tabian)
    act_as_the_system()
    return cast


class Run(threading.Thread):
    """Does something as somebody in a transaction of its own; `failed` is what it raised."""

    def __init__(self, by, act):
        super().__init__()
        self.by, self.act, self.failed = by, act, None

    def run(self):
        try:
            with acting(self.by):
                self.act()
        except (IllegalMove, Moved, ValidationError) as failed:
            self.failed = failed
        finally:
            connection.close()


def begin(world):
    child = Student(pk=world.chaba.pk, school=world.school)
    actions.open_case(child, title="ขาดเรียน", reason="ขาดติดกัน", aspects=["learning"], by=world.kanplu)


def take_back(world):
    actions.withdraw_passing(Passing(pk=world.passing.pk, transfer_id=world.move.pk), by=world.kanplu)


@pytest.mark.parametrize("act", [begin, take_back])
def test_what_comes_after_the_acceptance_waits_and_finds_the_child_gone(on_offer, act):
    there, go_on = threading.Event(), threading.Event()

    def take():
        taken(on_offer, on_offer.move)
        there.set()
        go_on.wait(5)

    def late():
        there.wait(10)
        act(on_offer)

    first, second = Run(on_offer.far, take), Run(on_offer.kanplu, late)
    first.start()
    second.start()
    there.wait(10)
    second.join(1)
    assert second.is_alive(), "it waits until the other school has her"
    go_on.set()
    first.join(20)
    second.join(20)
    act_as_the_system()
    assert (first.failed, type(second.failed)) in ((None, Moved), (None, IllegalMove))
    assert Passing.objects.get().state == "passed"
    assert not Case.objects.open().exists()


@pytest.mark.parametrize("act", [begin, take_back])
def test_what_comes_before_the_acceptance_holds_the_child(on_offer, act):
    done, go_on = threading.Event(), threading.Event()

    def early():
        act(on_offer)
        done.set()
        go_on.wait(5)

    def take():
        done.wait(10)
        taken(on_offer, on_offer.move)

    first, second = Run(on_offer.kanplu, early), Run(on_offer.far, take)
    first.start()
    second.start()
    done.wait(10)
    second.join(1)
    assert second.is_alive(), "the acceptance waits for what began before it"
    go_on.set()
    first.join(20)
    second.join(20)
    act_as_the_system()
    assert first.failed is None
    assert isinstance(second.failed, ValidationError)
    assert Student.objects.get(pk=on_offer.chaba.pk).school == on_offer.school
    assert Case.objects.open().filter(pk=on_offer.case.pk).exists()


def test_who_writes_in_the_case_at_that_moment_goes_first(on_offer):
    """Both would wait for each other: she holds the case and needs the child's row, the acceptance the reverse."""
    held, go_on = threading.Event(), threading.Event()

    def write():
        Case.objects.select_for_update(of=("self",)).get(pk=on_offer.case.pk)
        held.set()
        go_on.wait(10)
        actions.close_case(on_offer.case, outcome="ended", text="จบ", by=on_offer.kanplu)

    def take():
        held.wait(10)
        taken(on_offer, on_offer.move)

    first, second = Run(on_offer.kanplu, write), Run(on_offer.far, take)
    first.start()
    second.start()
    second.join(20)
    go_on.set()
    first.join(20)
    act_as_the_system()
    assert first.failed is None
    assert "โรงเรียนเดิมยังสรุปงานไม่เสร็จ" in str(second.failed)
    with acting(on_offer.far):
        taken(on_offer, on_offer.move)
    act_as_the_system()
    assert Passing.objects.get().state == "withdrawn"
    assert Case.objects.get().outcome == "ended"
