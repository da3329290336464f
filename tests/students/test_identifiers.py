"""National IDs and G-codes: sealed, replaced, and known across the wall without a name."""

import pytest
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, transaction

from journal.context import acting
from journal.models import Line
from students import identifiers
from students.actions import identify
from tests import make

ID, ID_2, G_CODE = "1000000001013", "1000000001021", "G680100000001"


def verbs(student):
    return list(Line.objects.filter(about="students.Student", about_id=student.pk).values_list("verb", flat=True))


@pytest.fixture
def chaba(cast):
    with acting(cast.tabian):
        identify(cast.chaba, kind="thai", number=ID, by=cast.tabian)
    return cast.chaba


def test_a_g_code_becomes_a_national_id_and_stays_retired(cast):
    with acting(cast.tabian):
        identify(cast.chaba, kind="g", number=G_CODE, by=cast.tabian)
        identify(cast.chaba, kind="thai", number=ID, by=cast.tabian)
    old, new = cast.chaba.identifiers.order_by("pk")
    assert (old.kind, old.retired_at is None) == ("g", False)
    assert (new.kind, new.retired_at) == ("thai", None)
    assert verbs(cast.chaba) == ["identified", "identified"]


def test_a_mistyped_number_is_replaced_so_that_its_owner_may_have_it(cast, chaba):
    with acting(cast.tabian):
        identify(chaba, kind="thai", number=ID_2, by=cast.tabian)
        identify(cast.kita, kind="thai", number=ID, by=cast.tabian)
    assert identifiers.number_of(chaba.identifiers.get()) == ID_2


def test_a_number_of_a_child_here_is_refused_with_her_room(cast, chaba):
    with acting(cast.tabian), pytest.raises(ValidationError, match="ชบา ลองเรียน ห้อง ป.4/1"):
        identify(cast.kita, kind="thai", number=ID, by=cast.tabian)


def test_a_number_of_a_child_elsewhere_names_the_school_and_never_the_child(cast):
    with acting(system="test"):
        identify(cast.luktan, kind="thai", number=ID, by=cast.tabian)
    with acting(cast.tabian), pytest.raises(ValidationError) as refused:
        identify(cast.kita, kind="thai", number=ID, by=cast.tabian)
    says = refused.value.messages[0]
    assert "รร.บ้านดอนจำลอง (โทร 000-000-0000)" in says
    assert "ลูกตาล" not in says


def test_asking_elsewhere_leaves_a_line_in_the_other_school(cast):
    with acting(system="test"):
        identify(cast.luktan, kind="thai", number=ID, by=cast.tabian)
    with acting(cast.tabian):
        found = identifiers.find_all_elsewhere(["1-0000-00001-01-3", ID_2])
    assert found[ID].is_enrolled
    assert set(found) == {ID}
    assert Line.objects.get(verb="looked_elsewhere").school_id == cast.elsewhere.pk


def test_numbers_that_nobody_has_leave_one_line_of_who_asked(cast):
    with acting(cast.tabian):
        assert identifiers.find_all_elsewhere([ID, ID_2]) == {}
    line = Line.objects.get(verb="searched")
    assert (line.user_id, line.detail) == (cast.tabian.pk, {"asked": 2, "found": 0})


@pytest.mark.parametrize("person", ["somying", "kanplu", "praphan", "bunchi"])
def test_only_a_registrar_asks_where_a_number_is_known(cast, person):
    with (
        acting(getattr(cast, person)),
        pytest.raises(ProgrammingError, match="only a registrar"),
        transaction.atomic(),
    ):
        identifiers.find_all_elsewhere([ID])


def test_a_number_sealed_for_one_child_does_not_open_at_another(cast, chaba):
    moved = chaba.identifiers.get()
    moved.uid = make.uid()
    assert identifiers.masked(moved) == "เปิดอ่านไม่ได้ แจ้งผู้ดูแลระบบ"
