"""The list of agencies."""

from pathlib import Path

import pytest
from django.urls import reverse

from referrals.models import Agency, AgencyType
from referrals.reference import load_agency_types
from tests import make
from tests.shown import seen

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "agency-types.toml"
FORM = {"type": "hospital", "name": "รพ.สต.จำลอง", "addressee": "ผู้อำนวยการ"}


@pytest.fixture
def kinds(db):
    load_agency_types(FILE)


def test_the_agreements_nine_come_first_and_loading_again_changes_nothing(kinds):
    assert load_agency_types(FILE) == 15
    names = list(AgencyType.objects.values_list("name", flat=True))
    assert len(names) == 15
    assert names[0] == "ที่ทำการปกครองจังหวัด/อำเภอ"
    assert names[8:10] == ["ศูนย์การศึกษาพิเศษ", "โรงพยาบาล/รพ.สต."]
    assert names[-1] == "อื่น ๆ"


def test_a_counselor_adds_for_her_school_and_an_officer_for_all(cast, kinds, as_):
    url = reverse("referrals:add_agency")
    form = FORM | {"form_key": make.uid()}
    assert [as_(cast.kanplu).post(url, form).status_code for _ in range(2)] == [302, 302]
    assert as_(cast.khet).post(url, FORM | {"name": "รพ.กลาง"}).status_code == 302
    assert Agency.objects.get(name="รพ.สต.จำลอง").school == cast.school
    assert Agency.objects.get(name="รพ.กลาง").school is None


def test_the_same_name_twice_is_refused_in_thai(cast, kinds, as_):
    for _ in range(2):
        response = as_(cast.kanplu).post(reverse("referrals:add_agency"), FORM)
    assert "มีหน่วยงานชื่อนี้แล้ว" in response.content.decode()


def test_nobody_adds_to_a_list_that_is_not_hers(cast, kinds, as_):
    form = FORM | {"place": cast.elsewhere.public_id}
    assert as_(cast.kanplu).post(reverse("referrals:add_agency"), form).status_code == 404


def test_out_of_use_it_is_kept_and_no_longer_offered(cast, draft, hospital, as_):
    form = {"type": "hospital", "name": hospital.name, "addressee": hospital.addressee}
    client, edit = as_(cast.khet), reverse("referrals:edit_agency", args=[hospital.public_id])
    assert client.post(edit, form | seen(client, edit)).status_code == 302
    body = as_(cast.kanplu).get(reverse("referrals:agencies")).content.decode()
    assert "เลิกใช้แล้ว 1\u00a0หน่วยงาน" in body
    offered = as_(cast.kanplu).get(reverse("referrals:choose_agency", args=[draft.public_id])).content.decode()
    assert f'value="{hospital.public_id}"' not in offered


def test_search_is_by_name_as_it_sounds(cast, as_):
    make.agency("โรงพยาบาลจำลองรัตน์", area=cast.area)
    make.agency("บ้านพักเด็กสมมติ", area=cast.area, type="shelter")
    found = as_(cast.kanplu).get(reverse("referrals:agencies"), {"q": "จำลองรัตน"}).content.decode()
    assert "โรงพยาบาลจำลองรัตน์" in found
    assert "บ้านพักเด็กสมมติ" not in found
    none = as_(cast.kanplu).get(reverse("referrals:agencies"), {"q": "ไม่มีจริง", "type": "\x00"}).content.decode()
    assert "ไม่พบหน่วยงานที่ค้นหา" in none


def test_another_schools_agencies_are_not_there(cast, as_):
    theirs = make.agency("มูลนิธิที่อื่น", area=cast.area, school=cast.elsewhere)
    client = as_(cast.kanplu)
    assert "มูลนิธิที่อื่น" not in client.get(reverse("referrals:agencies")).content.decode()
    assert client.get(reverse("referrals:edit_agency", args=[theirs.public_id])).status_code == 404


@pytest.mark.parametrize(
    "typed", [{"name": "\x00"}, {"name": "ก" * 1_000_000}, {"phone": "๑๒"}, {"type": "x"}, {"type": "\x00"}]
)
def test_bad_input_is_answered_in_thai(cast, kinds, as_, typed):
    response = as_(cast.kanplu).post(reverse("referrals:add_agency"), FORM | typed)
    assert response.status_code == 200
    assert "รายการที่ต้องแก้" in response.content.decode()


def test_forty_agencies_cost_as_many_queries_as_one(cast, as_, statements):
    def count():
        client = as_(cast.kanplu)
        with statements() as made:
            client.get(reverse("referrals:agencies"))
        return len(made)

    make.agency("หน่วยงาน 0", area=cast.area)
    one = count()
    for n in range(1, 40):
        make.agency(f"หน่วยงาน {n}", area=cast.area, school=cast.school if n % 2 else None)
    assert count() == one
