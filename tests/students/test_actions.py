"""What can happen to a child's record: enrolling, moving, leaving, numbers, identity, alerts; each leaves its line."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from journal.context import acting
from journal.models import Line
from schools.levels import Level
from schools.models import Holiday
from schools.thai import fold
from students import figures, identifiers
from students.actions import add_student, correct, enrol, leave, move_room, raise_alert, set_class_numbers, settle_alert
from students.models import Alert, Enrolment, RoomCount, Student
from tests import make

TODAY = datetime.date(2025, 6, 25)
ID_2 = "1000000001021"


def verbs(student):
    return list(Line.objects.filter(about="students.Student", about_id=student.pk).values_list("verb", flat=True))


def sitting(room):
    return RoomCount.objects.get(classroom=room).enrolled


def test_a_child_added_by_hand_sits_in_her_room_is_found_and_has_a_sealed_number(cast):
    with acting(cast.tabian):
        child = add_student(
            classroom=cast.room,
            identifier="๑-๐๐๐๐-๐๐๐๐๑-๐๒-๑",
            from_on=TODAY,
            number=9,
            by=cast.tabian,
            title="ด.ญ.",
            first_name="ปลายฟ้า",
            last_name="สมมุติใจ",
            nickname="ฟ้า",
            sex="f",
            school_number="777",
        )
    child.refresh_from_db()
    assert (child.classroom, child.level, child.number) == (cast.room, Level.P4, 9)
    assert child.search_key == fold("ปลายฟ้าสมมุติใจฟ้า777")
    kept = child.identifiers.get()
    assert identifiers.number_of(kept) == ID_2
    assert ID_2.encode() not in bytes(kept.sealed)
    assert identifiers.masked(kept) == "1-00xx-xxxxx-xx-1"
    assert sitting(cast.room) == 3
    assert verbs(child) == ["enrolled"]


def test_moving_ends_one_enrolment_begins_another_and_counts_both_rooms(cast):
    with acting(cast.tabian):
        move_room(cast.chaba, classroom=cast.next_door, on=TODAY, by=cast.tabian)
    old, new = cast.chaba.enrolments.order_by("pk")
    assert (old.until_on, old.ended) == (datetime.date(2025, 6, 24), "moved_room")
    assert (new.classroom, new.from_on, new.until_on) == (cast.next_door, TODAY, None)
    assert (sitting(cast.room), sitting(cast.next_door)) == (1, 2)
    assert verbs(cast.chaba) == ["moved"]
    assert Student.objects.get(pk=cast.chaba.pk).number is None


def test_moving_twice_a_day_and_into_the_same_room(cast):
    with acting(cast.tabian):
        move_room(cast.chaba, classroom=cast.next_door, on=TODAY, by=cast.tabian)
        cast.chaba.refresh_from_db()
        move_room(cast.chaba, classroom=cast.room, on=TODAY, by=cast.tabian)
        cast.chaba.refresh_from_db()
        with pytest.raises(ValidationError, match="อยู่ห้องนี้อยู่แล้ว"):
            move_room(cast.chaba, classroom=cast.room, on=TODAY, by=cast.tabian)
    assert [one.until_on for one in cast.chaba.enrolments.order_by("pk")][1:] == [TODAY, None]


def test_a_new_year_one_level_higher_is_a_promotion(cast):
    room = make.classroom(school=cast.school, level=Level.P5, year_number=2569)
    with acting(cast.tabian):
        enrol(cast.chaba, classroom=room, from_on=datetime.date(2026, 5, 16), by=cast.tabian)
    assert cast.chaba.enrolments.order_by("pk")[0].ended == "promoted"
    assert Student.objects.get(pk=cast.chaba.pk).level == Level.P5


def test_a_multi_grade_room_needs_a_level_it_has(cast):
    room = make.classroom(school=cast.school, level=Level.P1, to_level=Level.P2)
    with acting(cast.tabian):
        with pytest.raises(ValidationError, match="ไม่มีชั้น ป.4"):
            enrol(cast.chaba, classroom=room, level=Level.P4, from_on=TODAY, by=cast.tabian)
        enrol(cast.chaba, classroom=room, level=Level.P2, from_on=TODAY, by=cast.tabian)
    assert Student.objects.get(pk=cast.chaba.pk).level == Level.P2


def test_no_child_is_enrolled_into_another_school(cast):
    with acting(cast.tabian), pytest.raises(ValueError, match="transfer"):
        enrol(cast.chaba, classroom=cast.far_room, from_on=TODAY, by=cast.tabian)


def test_a_number_that_is_taken_is_refused_in_words_and_nothing_moves(cast):
    cast.thara.number = 4
    cast.thara.save()
    with acting(cast.tabian), pytest.raises(ValidationError, match="มีนักเรียนเลขที่นี้ในห้องแล้ว"):
        move_room(cast.chaba, classroom=cast.next_door, number=4, on=TODAY, by=cast.tabian)
    assert Student.objects.get(pk=cast.chaba.pk).classroom == cast.room
    assert Enrolment.objects.filter(student=cast.chaba).count() == 1


def test_who_leaves_keeps_her_school_and_has_no_room(cast):
    with acting(cast.tabian):
        leave(cast.chaba, on=TODAY, by=cast.tabian)
        leave(cast.chaba, on=TODAY, by=cast.tabian)
    left = Student.objects.get(pk=cast.chaba.pk)
    assert (left.school, left.classroom, left.number) == (cast.school, None, None)
    assert (left.enrolments.get().until_on, left.enrolments.get().ended) == (TODAY, "left")
    assert sitting(cast.room) == 1
    assert verbs(left) == ["left"]


def test_leaving_before_one_came_is_refused(cast):
    with acting(cast.tabian), pytest.raises(ValidationError, match="ไม่ก่อนวันที่เข้าห้อง"):
        leave(cast.chaba, on=datetime.date(2025, 5, 1), by=cast.tabian)


def test_class_numbers_may_be_swapped_and_enrolments_follow(cast):
    with acting(cast.somying):
        set_class_numbers(cast.room, numbers={cast.chaba.pk: 3, cast.kita.pk: 7}, by=cast.somying)
    numbers = dict(Student.objects.in_room(cast.room).values_list("pk", "number"))
    assert numbers == {cast.chaba.pk: 3, cast.kita.pk: 7}
    assert cast.chaba.enrolments.get().number == 3
    line = Line.objects.filter(about="schools.Classroom", verb="recorded").latest("id")
    assert set(line.students) == {cast.chaba.pk, cast.kita.pk}


def test_two_children_with_one_class_number_are_refused(cast):
    with acting(cast.somying), pytest.raises(ValidationError, match="มีนักเรียนเลขที่นี้"):
        set_class_numbers(cast.room, numbers={cast.chaba.pk: 3}, by=cast.somying)
    assert Student.objects.get(pk=cast.chaba.pk).number == 7


def test_children_of_another_room_get_no_number_here(cast):
    with acting(cast.somying):
        set_class_numbers(cast.room, numbers={cast.thara.pk: 1}, by=cast.somying)
    assert Student.objects.get(pk=cast.thara.pk).number is None


def test_a_correction_is_searchable_and_journaled_without_its_values(cast):
    with acting(cast.tabian):
        correct(
            cast.chaba,
            first_name="ชบาแก้ว",
            nickname="บา",
            guardians={"mother": {"first_name": "แก้วตา", "phone": "0000000000"}, "father": {"phone": ""}},
            by=cast.tabian,
        )
    child = Student.objects.get(pk=cast.chaba.pk)
    assert child.search_key.startswith(fold("ชบาแก้ว"))
    assert [guardian.relation for guardian in child.guardians.all()] == ["mother"]
    line = Line.objects.filter(about="students.Student", verb="recorded").latest("id")
    assert line.detail == {"fields": ["first_name", "nickname", "mother"]}


def test_a_correction_that_changes_nothing_leaves_no_line(cast):
    with acting(cast.tabian):
        correct(cast.chaba, first_name="ชบา", by=cast.tabian)
    assert verbs(cast.chaba) == []


def test_where_a_child_sits_is_no_correction(cast):
    with acting(cast.tabian), pytest.raises(TypeError):
        correct(cast.chaba, classroom=cast.next_door, by=cast.tabian)


def test_a_school_number_of_another_child_is_refused(cast):
    with acting(cast.tabian), pytest.raises(ValidationError, match="เลขประจำตัวนี้"):
        correct(cast.chaba, school_number=cast.kita.school_number, by=cast.tabian)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ((2025, 6, 25, 5, 0), (2025, 6, 25, 16, 30)),  # a Wednesday noon in Bangkok: the same school day
        ((2025, 6, 25, 9, 30), (2025, 6, 26, 8, 30)),  # 16:30 sharp: the next morning
        ((2025, 6, 27, 15, 0), (2025, 6, 30, 8, 30)),  # Friday night: Monday
        ((2025, 7, 10, 5, 0), (2025, 7, 14, 8, 30)),  # a holiday and the next one: Monday
    ],
)
def test_an_alert_is_due_the_same_school_day_or_the_next_working_morning(cast, clock, now, due):
    for day in (10, 11):
        Holiday.objects.create(area=cast.area, on=datetime.date(2025, 7, day), name="อาสาฬหบูชา")
    clock.move_to(datetime.datetime(*now, tzinfo=datetime.UTC))
    with acting(cast.somying):
        alert = raise_alert(cast.chaba, kind="safety", by=cast.somying)
    bangkok = datetime.timezone(datetime.timedelta(hours=7))
    assert alert.due_at == datetime.datetime(*due, tzinfo=bangkok)


def test_raising_again_is_one_alert_and_settling_twice_keeps_the_first_word(cast):
    with acting(cast.somying):
        first = raise_alert(cast.chaba, kind="teacher", by=cast.somying)
        again = raise_alert(cast.chaba, kind="teacher", by=cast.somying)
        other = raise_alert(cast.chaba, kind="safety", by=cast.somying)
    assert (first == again, first == other) == (True, False)
    with acting(cast.kanplu):
        settle_alert(first, reason="คุยกับครูแล้ว", by=cast.kanplu)
        settle_alert(first, reason="อีกครั้ง", by=cast.kanplu)
    assert Alert.objects.get(pk=first.pk).settled_reason == "คุยกับครูแล้ว"
    assert Line.objects.filter(about="students.Alert", verb="settled").count() == 1
    with acting(cast.somying):
        assert raise_alert(cast.chaba, kind="teacher", by=cast.somying) != first


def test_the_count_of_a_room_sees_children_whom_the_counter_may_not(cast):
    cast.chaba.exclusions.create(school=cast.school, user=cast.tabian, made_by=cast.praphan, made_at=make.now())
    with acting(cast.tabian):
        move_room(cast.kita, classroom=cast.next_door, on=TODAY, by=cast.tabian)
    assert sitting(cast.room) == 1


def test_the_count_of_another_schools_room_is_left_alone(cast):
    RoomCount.objects.update(enrolled=40)
    with acting(cast.tabian):
        figures.recount([cast.room.pk, cast.far_room.pk])
    assert (sitting(cast.room), sitting(cast.far_room)) == (2, 40)


def test_a_wrong_count_is_told_and_mended(cast):
    RoomCount.objects.filter(classroom=cast.room).update(enrolled=40)
    assert figures.differences() == [f"room {cast.room.pk}: counted 40, there are 2"]
    figures.rebuild()
    assert figures.differences() == []


def test_who_is_written_about_is_known_whatever_the_table(cast):
    with acting(cast.somying):
        raise_alert(cast.chaba, kind="safety", by=cast.somying)
    with acting(cast.tabian), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM students_written_about(%s)", [[cast.chaba.pk, cast.kita.pk, cast.luktan.pk]])
        assert cursor.fetchall() == [(cast.chaba.pk, "students_alert")]
