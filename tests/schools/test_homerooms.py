"""Every room of a year with its teachers on one page: proposed, saved at once, rights following (C7)."""

import datetime

import pytest
from django.urls import reverse

from schools.models import Appointment, Classroom, Role
from tests import make

MORNING = datetime.datetime(2026, 5, 15, 23, 0, tzinfo=datetime.UTC)
NEXT = datetime.date(2026, 5, 16), datetime.date(2027, 5, 15)
ADDRESS = "schools:homerooms"


@pytest.fixture
def ahead(cast):
    """April: next year's rooms are to be made and given teachers."""
    cast.year = make.year(cast.area, 2569)
    return cast


def seen(client, address):
    return {f"seen-{row.room.public_id}": row.seen for row in client.get(address).context["rows"]}


def rooms(cast):
    return {room.name: room for room in Classroom.objects.filter(school=cast.school, year=cast.year)}


def test_rooms_are_copied_once_and_teachers_proposed_from_the_year_before(ahead, as_):
    client = as_(ahead.bunchi)
    address = reverse(ADDRESS, args=[2569])
    client.post(address, {"go": "copy"})
    client.post(address, {"go": "copy"})
    assert sorted(rooms(ahead)) == ["ป.4/1", "ป.4/2"]
    same = client.get(f"{address}?from=same").context["rows"]
    chosen = {
        row.room.name: [p.username for staff in row.places for p, is_chosen in staff if is_chosen] for row in same
    }
    assert chosen == {"ป.4/1": ["somying", "gone"], "ป.4/2": ["mana"]}
    up = client.get(f"{address}?from=up").context["rows"]
    assert [p for row in up for staff in row.places for p, is_chosen in staff if is_chosen] == []


def test_saved_at_once_and_rights_follow_on_the_first_day(ahead, as_, clock):
    client = as_(ahead.bunchi)
    address = reverse(ADDRESS, args=[2569])
    client.post(address, {"go": "copy"})
    made = rooms(ahead)
    sent = {f"room-{made['ป.4/1'].public_id}": [ahead.mana.public_id, ""], f"room-{made['ป.4/2'].public_id}": ["", ""]}
    for _ in range(2):
        client.post(address, sent | seen(client, address) | {"go": "save"})
    duty = Appointment.objects.get(classroom__year=ahead.year)
    assert (duty.user, duty.classroom, duty.from_on, duty.until_on) == (ahead.mana, made["ป.4/1"], *NEXT)
    assert ahead.mana.rights.rooms == {ahead.next_door.pk}
    clock.move_to(MORNING)
    del ahead.mana.__dict__["rights"]
    assert ahead.mana.rights.rooms == {made["ป.4/1"].pk}
    assert ahead.somying.rights.rooms == set()


def test_who_is_not_chosen_any_more_ends_the_day_before(ahead, as_):
    client = as_(ahead.bunchi)
    address = reverse(ADDRESS, args=[2568])
    sent = seen(client, address) | {f"room-{ahead.room.public_id}": [ahead.mana.public_id], "go": "save"}
    client.post(address, sent)
    old = Appointment.objects.get(user=ahead.somying)
    new = Appointment.objects.get(user=ahead.mana, classroom=ahead.room)
    assert (old.until_on, new.from_on) == (datetime.date(2025, 6, 24), datetime.date(2025, 6, 25))
    assert Appointment.objects.get(user=ahead.mana, classroom=ahead.next_door).until_on == make.END  # not on this form


def test_a_room_that_a_colleague_changed_meanwhile_is_shown_and_not_written_over(ahead, as_):
    client = as_(ahead.bunchi)
    address = reverse(ADDRESS, args=[2568])
    before = seen(client, address)
    make.appoint(ahead.kanplu, Role.HOMEROOM, classroom=ahead.room)
    sent = before | {f"room-{ahead.room.public_id}": [ahead.mana.public_id, ""], "go": "save"}
    answer = client.post(address, sent)
    assert "ป.4/1: ในระบบตอนนี้" in answer.content.decode()
    row = next(row for row in answer.context["rows"] if row.room == ahead.room)
    assert [p.username for staff in row.places for p, is_chosen in staff if is_chosen] == ["mana"]
    assert Appointment.objects.get(user=ahead.kanplu, classroom=ahead.room).until_on == make.END
    client.post(address, sent | {f"seen-{row.room.public_id}": row.seen})
    assert Appointment.objects.get(user=ahead.mana, classroom=ahead.room).until_on == make.END


def test_a_room_nobody_touched_keeps_what_a_colleague_did_meanwhile(ahead, as_):
    client = as_(ahead.bunchi)
    address = reverse(ADDRESS, args=[2568])
    before = seen(client, address)
    make.appoint(ahead.kanplu, Role.HOMEROOM, classroom=ahead.next_door)
    untouched = {f"room-{ahead.next_door.public_id}": [ahead.mana.public_id, ""]}
    client.post(address, before | untouched | {f"room-{ahead.room.public_id}": [ahead.wilai.public_id], "go": "save"})
    assert Appointment.objects.get(user=ahead.kanplu, classroom=ahead.next_door).until_on == make.END
    assert Appointment.objects.get(user=ahead.wilai, classroom=ahead.room).until_on == make.END


def test_a_duty_that_reaches_into_the_new_year_ends_with_the_old_one(ahead, as_):
    Appointment.objects.filter(user=ahead.somying).update(until_on=NEXT[1])
    client = as_(ahead.bunchi)
    address = reverse(ADDRESS, args=[2569])
    client.post(address, {"go": "copy"})
    room = rooms(ahead)["ป.4/1"]
    client.post(address, {f"room-{room.public_id}": [ahead.mana.public_id], "go": "save"})
    assert Appointment.objects.get(user=ahead.somying).until_on == datetime.date(2026, 5, 15)


def test_nobody_gives_herself_a_room(ahead, as_):
    client = as_(ahead.bunchi)
    client.post(reverse(ADDRESS, args=[2568]), {f"room-{ahead.room.public_id}": [ahead.bunchi.public_id], "go": "save"})
    assert not Appointment.objects.filter(user=ahead.bunchi, role=Role.HOMEROOM).exists()


def test_the_years_lead_here_for_who_may_appoint(ahead, as_):
    for person, leads in ((ahead.bunchi, True), (ahead.praphan, True), (ahead.kanplu, False)):
        page = as_(person).get(reverse("schools:years")).content.decode()
        assert (reverse(ADDRESS, args=[2569]) in page) is leads
