"""The counts beside the rows: they follow every change, whoever makes it."""

from django.db.models import Sum

from journal.context import acting
from screening import actions, figures
from screening.cells import Typed
from screening.models import Count, Row
from students.actions import leave, move_room
from students.models import Exclusion, RoomCount
from tests import make
from tests.conftest import TODAY


def save(room, student, levels, by=None):
    typed = Typed({at: int(digit) for at, digit in enumerate(levels, 1) if digit != "."})
    return actions.record_rows(
        room.round, classroom=room.classroom, aspects=room.aspects, typed={student: typed}, by=by or room.somying
    )


def test_counts_follow_every_change(room):
    save(room, room.chaba, "13111111111")
    save(room, room.kita, "11111111111")
    assert figures.of_room(room.round, room.classroom.pk)[(0, 1)] == 1
    assert figures.of_room(room.round, room.classroom.pk)[(2, 3)] == 1
    actions.record_rows(
        room.round,
        classroom=room.classroom,
        aspects=room.aspects,
        typed={room.chaba: Typed({2: 0}, 1, (1, 3, *([1] * 9)))},
        by=room.somying,
    )
    counts = figures.of_room(room.round, room.classroom.pk)
    assert (2, 3) not in counts
    assert (0, 3) not in counts
    assert counts[(0, 1)] == 1


def test_counts_hold_a_child_the_saving_teacher_is_shut_out_from(room, cast):
    save(room, room.chaba, "13111111111", by=room.kanplu)
    Exclusion.objects.create(
        student=room.chaba, school=cast.school, user=room.somying, made_by=room.kanplu, made_at=make.now()
    )
    with acting(room.somying):
        save(room, room.kita, "11111111111")
    assert figures.of_room(room.round, room.classroom.pk)[(0, 3)] == 1


def test_a_child_who_changed_rooms_is_counted_in_the_new_one(room, cast):
    save(room, room.chaba, "13111111111")
    room.chaba.classroom = cast.next_door
    room.chaba.number = None
    room.chaba.save()
    actions.record_rows(
        room.round,
        classroom=cast.next_door,
        aspects=room.aspects,
        typed={room.chaba: Typed({3: 2}, 1, (1, 3, *([1] * 9)))},
        by=cast.mana,
    )
    assert figures.of_room(room.round, room.classroom.pk) == {}
    assert figures.of_room(room.round, cast.next_door.pk)[(0, 3)] == 1


def test_a_child_who_moves_or_leaves_takes_her_counts_along(room, cast):
    for child in (room.chaba, room.kita):
        save(room, child, "13111111111")
    move_room(room.chaba, classroom=cast.next_door, on=TODAY, by=cast.tabian)
    assert figures.of_room(room.round, room.classroom.pk)[(0, 3)] == 1
    assert figures.of_room(room.round, cast.next_door.pk)[(0, 3)] == 1
    leave(room.kita, on=TODAY, by=cast.tabian)
    assert figures.of_room(room.round, room.classroom.pk) == {}
    assert figures.differences() == []


def test_the_school_has_never_more_screened_than_enrolled(room, cast):
    for child in (room.chaba, room.kita):
        save(room, child, "13111111111")
    with acting(cast.tabian):
        leave(room.chaba, on=TODAY, by=cast.tabian)
    with acting(cast.khet):
        screened = Count.objects.filter(classroom=room.classroom, position=0).aggregate(n=Sum("children"))["n"]
        assert screened == 1 == RoomCount.objects.get(classroom=room.classroom).enrolled


def test_an_override_after_a_move_is_counted_where_the_child_sits(room, cast):
    save(room, room.chaba, "12111111111")
    move_room(room.chaba, classroom=cast.next_door, on=TODAY, by=cast.tabian)
    actions.override_group(Row.objects.get(), group=3, reason="ครูเห็นต่าง", by=room.somying)
    assert figures.of_room(room.round, cast.next_door.pk)[(0, 3)] == 1


def test_rebuild_repairs_what_differs(room):
    save(room, room.chaba, "13111111111")
    Count.objects.filter(position=2).update(children=7)
    Count.objects.create(
        round=room.round, school=room.classroom.school, classroom=room.classroom, position=3, level=3, children=1
    )
    assert len(figures.differences()) == 2
    figures.rebuild()
    assert figures.differences() == []
