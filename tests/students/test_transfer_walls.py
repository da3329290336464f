"""Who could do what about a move with SQL alone: asked as each side, before and after, forged and replayed."""

import datetime
import threading

import pytest
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction

from journal.context import acting
from schools.models import Role
from students.actions import accept_transfer, offer_transfer, prepare_transfer, raise_alert, settle_alert
from students.models import Enrolment, Exclusion, Student, Transfer
from tests import make
from tests.conftest import TODAY, act_as_the_system, copy_of_the_cast

INSERT = (
    "INSERT INTO students_transfer (public_id, student_id, from_school_id, to_school_id, child_name, state, sections,"
    " packet, reason, answer, made_by_id, made_at) VALUES (%s, %s, %s, %s, '', %s, '[]', '{}', '', '', %s, now())"
)
ACCEPT = "SELECT accept_transfer(%s, %s, %s, NULL, %s)"


@pytest.fixture
def far(cast):
    return make.staff("fartabian", Role.REGISTRAR, school=cast.elsewhere)


@pytest.fixture
def offer(cast, far):
    return make.transfer(cast.chaba, to_school=cast.elsewhere, by=cast.tabian)


def sql(query, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchall() if cursor.description else cursor.rowcount


def sees(person, query="SELECT count(*) FROM students_student WHERE first_name = 'ชบา'"):
    with acting(person):
        return sql(query)[0][0]


def accept(person, transfer, room):
    with acting(person):
        return sql(ACCEPT, transfer.public_id, room.pk, room.level, TODAY)


def test_the_receiver_sees_no_child_before_and_the_old_school_none_after(cast, far, offer):
    assert (sees(cast.tabian), sees(far), sees(cast.khet)) == (1, 0, 0)
    accept(far, offer, cast.far_room)
    assert (sees(cast.tabian), sees(far), sees(cast.khet)) == (0, 1, 0)
    past = "SELECT count(*) FROM students_enrolment"
    with acting(far):
        assert sql(f"{past} WHERE student_id = %s", cast.chaba.pk) == [(1,)]  # hers, not the years before
    with acting(cast.tabian):
        assert sql(f"{past} WHERE student_id = %s", cast.chaba.pk) == [(1,)]


def test_who_sees_the_offer(cast, far, offer):
    third = make.staff("third", Role.REGISTRAR, school=make.school("ที่สาม", area=cast.area))
    query = "SELECT count(*) FROM students_transfer"
    assert [sees(one, query) for one in (cast.tabian, far, third, cast.khet, cast.bunchi)] == [1, 1, 0, 0, 0]
    Transfer.objects.filter(pk=offer.pk).update(state="prepared")
    assert [sees(one, query) for one in (cast.tabian, far)] == [1, 0]


def test_who_is_shut_out_sees_and_accepts_nothing(cast, far, offer):
    Exclusion.objects.create(student=cast.chaba, school=cast.school, user=far, made_by=cast.kanplu, made_at=make.now())
    assert sees(far, "SELECT count(*) FROM students_transfer") == 0
    with pytest.raises(ProgrammingError, match="only a registrar or the head"):
        accept(far, offer, cast.far_room)


@pytest.mark.parametrize("name", ["tabian", "kanplu", "somying", "dokkaew", "khet", "rabop"])
def test_only_registrar_and_head_of_the_new_school_accept(cast, offer, name):
    with pytest.raises(ProgrammingError, match="only a registrar or the head"):
        accept(getattr(cast, name), offer, cast.far_room)


@pytest.mark.parametrize("state", ["asked", "prepared", "declined", "revoked", "accepted"])
def test_only_an_offer_is_accepted(cast, far, offer, state):
    Transfer.objects.filter(pk=offer.pk).update(state=state)
    with pytest.raises(IntegrityError, match="not on offer"):
        accept(far, offer, cast.far_room)


def test_an_acceptance_is_not_replayed(cast, far, offer):
    accept(far, offer, cast.far_room)
    with pytest.raises(IntegrityError, match="not on offer"):
        accept(far, offer, cast.far_room)


def test_a_room_of_another_school_or_level_or_year_is_refused(cast, far, offer):
    for room in (cast.room, make.classroom(school=cast.elsewhere, year_number=2567, number=9)):
        with pytest.raises(IntegrityError, match="no room of this school"):
            accept(far, offer, room)
    with pytest.raises(IntegrityError, match="no room of this school"), acting(far):
        sql(ACCEPT, offer.public_id, cast.far_room.pk, 9, TODAY)


def test_a_forged_offer_moves_nobody(cast, far, offer):
    """The receiver may neither offer to herself nor turn a request into an offer, whatever she writes."""
    Transfer.objects.filter(pk=offer.pk).update(state="asked")
    forged = (
        ("UPDATE students_transfer SET state = 'offered'", []),
        ("UPDATE students_transfer SET state = 'accepted'", []),
        (
            "UPDATE students_transfer SET state = 'offered', from_school_id = %s, to_school_id = %s",
            [cast.elsewhere.pk, cast.school.pk],
        ),
        (INSERT, ["forged00", cast.thara.pk, cast.school.pk, cast.elsewhere.pk, "offered", far.pk]),
    )
    for query, values in forged:
        try:
            with acting(far):
                sql(query, *values)
        except DatabaseError:
            continue
        offer.refresh_from_db()
        with pytest.raises((IntegrityError, ProgrammingError)):
            accept(far, offer, cast.far_room)
    assert Student.objects.get(pk=cast.chaba.pk).school == cast.school


def test_her_own_childs_offer_cannot_name_another_schools_child(cast, far):
    """An offer written by the receiving school about the other's child is no offer: looked at is where she sits."""
    with acting(far):
        sql(INSERT, "forged01", cast.chaba.pk, cast.elsewhere.pk, cast.school.pk, "prepared", far.pk)
        sql("UPDATE students_transfer SET state = 'offered' WHERE public_id = 'forged01'")
    with pytest.raises(IntegrityError, match="not on offer"):
        accept(cast.tabian, Transfer.objects.get(public_id="forged01"), cast.room)


def test_asking_is_for_registrars_of_the_asking_school(cast, far):
    for person, school in ((cast.tabian, cast.elsewhere), (cast.kanplu, cast.school), (cast.khet, cast.school)):
        with pytest.raises(ProgrammingError, match="only a registrar"), acting(person):
            sql("SELECT ask_transfer('x', %s, '', 'asked000')", school.pk)


def test_an_alert_between_offer_and_acceptance_holds_the_child_until_it_is_settled(cast, far, offer):
    with acting(cast.somying):
        alert = raise_alert(cast.chaba, kind="safety", by=cast.somying)
    with pytest.raises(DatabaseError, match="not settled"):
        accept(far, offer, cast.far_room)
    with acting(cast.kanplu):
        settle_alert(alert, reason="คุยแล้ว", by=cast.kanplu)
    accept(far, offer, cast.far_room)
    assert Student.objects.get(pk=cast.chaba.pk).school == cast.elsewhere


def test_another_school_does_not_learn_of_an_alert_by_trying_to_forge_an_offer(cast, far):
    with acting(cast.somying):
        raise_alert(cast.chaba, kind="safety", by=cast.somying)
    for child in (cast.chaba, cast.thara):
        with acting(far), pytest.raises(ProgrammingError, match="row-level security"):
            sql(INSERT, "forged02", child.pk, cast.school.pk, cast.elsewhere.pk, "offered", far.pk)


@pytest.mark.parametrize("days", [-1, -40, 1])
def test_a_start_before_the_offer_or_after_today_is_refused(cast, far, offer, days):
    with pytest.raises(IntegrityError), acting(far):
        sql(ACCEPT, offer.public_id, cast.far_room.pk, cast.far_room.level, TODAY + datetime.timedelta(days))


def test_a_start_on_the_day_she_came_to_the_old_school_is_refused(cast, far, offer):
    Enrolment.objects.filter(student=cast.chaba, until_on=None).update(from_on=TODAY)
    with pytest.raises(IntegrityError, match="does not arrive before"):
        accept(far, offer, cast.far_room)


def test_who_is_shut_out_stays_shut_out_at_the_new_school(cast, far, offer):
    keeper = make.staff("nearby", Role.COUNSELOR, school=cast.elsewhere)
    made = Exclusion.objects.create(
        student=cast.chaba, school=cast.school, user=keeper, made_by=cast.kanplu, made_at=make.now()
    )
    accept(far, offer, cast.far_room)
    made.refresh_from_db()
    assert made.school == cast.elsewhere
    with acting(far):
        assert sql("SELECT count(*) FROM students_exclusion") == [(1,)]  # alerts and the access list honour it there


def test_what_was_asked_for_shows_its_frame_while_it_is_prepared(cast, far, offer):
    frame = "SELECT child_name, level, sections::text, packet::text FROM transfers_asked_for()"
    Transfer.objects.filter(pk=offer.pk).update(state="prepared")
    with acting(far):
        assert sql(frame) == []  # not asked for: nobody there knows of it
    Transfer.objects.filter(pk=offer.pk).update(was_asked=True)
    with acting(far):
        assert sql(frame) == [("", None, "[]", "{}")]
        assert sql("SELECT count(*) FROM students_transfer") == [(0,)]
    for person in (cast.tabian, cast.khet):
        with acting(person):
            assert sql(frame) == []
    Exclusion.objects.create(student=cast.chaba, school=cast.school, user=far, made_by=cast.kanplu, made_at=make.now())
    with acting(far):
        assert sql(frame) == []


@pytest.mark.django_db(transaction=True)
def test_two_schools_that_take_each_others_child_at_once_do_not_lock_up():
    cast = copy_of_the_cast()
    far = make.staff("fartabian", Role.REGISTRAR, school=cast.elsewhere)
    round_ = make.screening_round(area=cast.area, by=cast.khet)
    make.screened(cast.chaba, round=round_, by=cast.somying)
    make.screened(cast.luktan, round=round_, by=cast.somying)
    failed = []

    def take(transfer, room, by, start):
        try:
            start.wait()
            with acting(by):
                accept_transfer(transfer, classroom=room, level=None, number=None, school_number="", on=TODAY, by=by)
        except Exception as error:  # any failure of the other thread is this test's failure
            failed.append(error)
        finally:
            connection.close()

    for turn in range(3):
        Enrolment.objects.filter(until_on=None).update(
            from_on=TODAY - datetime.timedelta(1)
        )  # nobody moves twice a day
        there = offered(cast.chaba, cast.tabian if turn % 2 == 0 else far)
        back = offered(cast.luktan, far if turn % 2 == 0 else cast.tabian)
        rooms = (cast.far_room, cast.room) if turn % 2 == 0 else (cast.room, cast.far_room)
        takers = (far, cast.tabian) if turn % 2 == 0 else (cast.tabian, far)
        start = threading.Barrier(2)
        threads = [
            threading.Thread(target=take, args=(one, room, by, start))
            for one, room, by in zip((there, back), rooms, takers, strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
    assert failed == []
    assert Student.objects.get(pk=cast.chaba.pk).school == cast.elsewhere


def offered(child, by):
    child.refresh_from_db()
    with acting(by):
        other = Student.objects.get(pk=child.pk).school_id
        target = next(held.school for held in by.rights.held)
        assert target.pk == other
        to = make_other(target)
        transfer = prepare_transfer(child, to_school=to, reason="", sections=[], own=[], by=by)
        done = offer_transfer(transfer, by=by)
    act_as_the_system()
    return done


def make_other(school):
    return type(school).objects.filter(area=school.area_id).exclude(pk=school.pk).get()
