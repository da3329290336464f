"""Networks of districts: the area's office keeps them, every school of the area reads them."""

import datetime

from django.urls import reverse

from referrals.models import Network
from tests import make
from tests.shown import seen

FORM = {"name": "เครือข่ายอำเภอจำลอง", "district": "จำลอง", "chair_name": "นายสมมติ", "chair_position": "นายอำเภอจำลอง"}


def test_an_officer_forms_one_of_every_school_of_a_district(cast, as_):
    cast.school.district = "จำลอง"
    cast.school.save()
    clinic = make.agency(area=cast.area)
    form = FORM | {"whole_district": "on", "agencies": clinic.public_id, "form_key": make.uid()}
    add = reverse("referrals:add_network")
    assert [as_(cast.khet).post(add, form).status_code for _ in range(2)] == [302, 302]
    made = Network.objects.get()
    assert (list(made.schools.all()), list(made.agencies.all())) == ([cast.school], [clinic])
    body = as_(cast.dokkaew).get(reverse("referrals:network", args=[made.public_id])).content.decode()
    for told in ("นายอำเภอจำลอง", "โรงเรียนบ้านสมมติวิทยา", clinic.name):
        assert told in body


def test_the_same_name_twice_is_refused(cast, as_):
    make.network(FORM["name"], area=cast.area)
    assert "มีเครือข่ายชื่อนี้แล้ว" in as_(cast.khet).post(reverse("referrals:add_network"), FORM).content.decode()


def test_schools_come_and_go_and_it_may_be_retired(cast, as_):
    made = make.network(area=cast.area, schools=[cast.school, cast.elsewhere])
    client, edit = as_(cast.khet), reverse("referrals:edit_network", args=[made.public_id])
    assert f'value="{cast.school.public_id}" checked' in client.get(edit).content.decode()
    form = FORM | {"schools": cast.elsewhere.public_id} | seen(client, edit)
    assert client.post(edit, form).status_code == 302
    made.refresh_from_db()
    assert (list(made.schools.all()), made.is_active) == ([cast.elsewhere], False)
    assert "เลิกใช้แล้ว 1" in client.get(reverse("referrals:networks")).content.decode()


def test_an_agreement_that_is_over_is_said_to_be(cast, as_):
    agreement = make.agreement(area=cast.area, by=cast.khet, until_on=datetime.date(2025, 6, 1))
    made = make.network(area=cast.area, agreement=agreement)
    body = as_(cast.somying).get(reverse("referrals:network", args=[made.public_id])).content.decode()
    assert "ไม่มีผลแล้ว" in body


def test_a_counselor_forms_none(cast, as_):
    assert as_(cast.kanplu).post(reverse("referrals:add_network"), FORM).status_code == 403
    assert not Network.objects.exists()
