"""A case or an alert begun at the moment another school takes the child in: one of the two comes first, never both."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from cases.actions import open_case
from cases.models import Case
from journal.context import acting
from schools.models import Role
from students.actions import Moved, raise_alert
from students.models import Alert, Student
from tests import make
from tests.conftest import act_as_the_system
from tests.students.moves import offered, taken

pytestmark = pytest.mark.django_db(transaction=True)


def alert(child, by):
    raise_alert(child, kind=Alert.Kind.TEACHER, by=by)


def case(child, by):
    open_case(child, title="ขาดเรียน", reason="ขาดติดกัน", aspects=["learning"], by=by)


@pytest.fixture
def two(cast):
    cast.far = make.staff("fartabian", Role.REGISTRAR, school=cast.elsewhere)
    return cast


@pytest.mark.parametrize("begin", [alert, case])
def test_what_begins_while_she_is_taken_in_never_stays_at_the_school_she_left(two, begin):
    transfer = offered(two)
    act_as_the_system()
    accepting, went_on, failed = threading.Event(), threading.Event(), []

    def take():
        try:
            with acting(two.far):
                taken(two, transfer)
                accepting.set()
                went_on.wait(5)
        finally:
            connection.close()

    def start():
        accepting.wait(10)
        try:
            with acting(two.kanplu):
                begin(Student(pk=two.chaba.pk, school=two.school), two.kanplu)
        except Moved as moved:
            failed.append(moved)
        finally:
            connection.close()

    threads = [threading.Thread(target=take), threading.Thread(target=start)]
    for thread in threads:
        thread.start()
    accepting.wait(10)
    threads[1].join(1)
    assert threads[1].is_alive(), "it waits until the other school has her"
    went_on.set()
    for thread in threads:
        thread.join(20)
    act_as_the_system()
    assert Student.objects.get(pk=two.chaba.pk).school == two.elsewhere
    assert len(failed) == 1
    assert not Alert.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.parametrize("begin", [alert, case])
def test_a_child_about_whom_something_began_first_is_not_taken_in(two, begin):
    transfer = offered(two)
    with acting(two.kanplu):
        begin(Student.objects.get(pk=two.chaba.pk), two.kanplu)
    with pytest.raises(ValidationError):
        taken(two, transfer)
    act_as_the_system()
    assert Student.objects.get(pk=two.chaba.pk).school == two.school
