"""One agency's page: whom to call, for whom, and how our own letters to it went; its people come and go."""

import datetime

import pytest
from django.urls import reverse

from journal.context import acting
from referrals.directory import suited
from referrals.models import Contact
from tests import make
from tests.shown import seen


@pytest.fixture
def clinic(cast):
    return make.agency(area=cast.area, age_from=6, age_to=12, hours="จันทร์–ศุกร์", services="คลินิกวัยรุ่น")


def page(client, agency):
    return client.get(reverse("referrals:agency", args=[agency.public_id])).content.decode()


def test_the_page_holds_what_a_person_telephones_for(cast, clinic, as_):
    make.contact(clinic, position="พยาบาล", is_main=True)
    make.agreement("ข้อตกลงที่มีผล", area=cast.area, by=cast.khet, agencies=[clinic])
    make.agreement("ข้อตกลงเก่า", area=cast.area, by=cast.khet, agencies=[clinic], until_on=datetime.date(2025, 6, 24))
    make.network(area=cast.area, agencies=[clinic])
    body = page(as_(cast.somying), clinic)
    assert body.count('href="tel:000-000-0000"') == 2
    for told in (
        "นางสาวมะลิ นามสมมติ",
        "รับอายุ\u00a06–12\u00a0ปี",
        "จันทร์–ศุกร์",
        "คลินิกวัยรุ่น",
        "ข้อตกลงที่มีผล",
        "เครือข่ายอำเภอเมืองตัวอย่าง",
    ):
        assert told in body
    assert "ข้อตกลงเก่า" not in body


def test_letters_are_those_the_reader_may_see_anyway(cast, clinic, as_):
    case = make.case(cast.chaba, owner=cast.kanplu, by=cast.kanplu)
    make.referral(case, by=cast.kanplu, agency=clinic, state="sent")
    assert "ด.ญ.ชบา" in page(as_(cast.kanplu), clinic)
    for person in (cast.khet, cast.dokkaew, cast.mana):
        body = page(as_(person), clinic)
        assert "ด.ญ.ชบา" not in body
        assert "R-2568-0001" not in body
    assert "ส่งต่อของเรา" not in page(as_(cast.khet), clinic)


def test_the_usual_days_are_said_from_the_third_answer_on(cast, clinic):
    def choice():
        with acting(cast.kanplu):
            return next(one for one in suited(cast.school, cast.chaba) if one.agency == clinic)

    for made in range(3):
        assert choice().usual == ""
        case = make.case(make.student(f"ดาว{made}", classroom=cast.room), owner=cast.kanplu, by=cast.kanplu)
        sent = make.referral(case, by=cast.kanplu, agency=clinic, state="answered", sent_on=datetime.date(2025, 6, 16))
        sent.replies.create(
            student=sent.student,
            school=sent.school,
            result="accepted",
            said_by="มะลิ",
            how="phone",
            received_on=datetime.date(2025, 6, 18),
            recorded_by=cast.kanplu,
            recorded_at=make.now(),
        )
    assert choice().usual == "ปกติตอบใน\u00a02\u00a0วันทำการ"


def test_agencies_that_take_the_childs_age_are_offered_first(cast, clinic):
    grown = make.agency("กกสมมติ", area=cast.area, age_from=15)
    make.agreement(area=cast.area, by=cast.khet, agencies=[clinic])
    make.agreement("ของที่อื่น", area=cast.area, school=cast.elsewhere, by=cast.dokkaew, agencies=[grown])
    cast.chaba.born_on = datetime.date(2015, 6, 1)
    with acting(cast.kanplu):
        first, last = suited(cast.school, cast.chaba)
    assert (first.agency, first.is_fit, first.agreement) == (clinic, True, "มีบันทึกข้อตกลง")
    assert (last.agency, last.is_fit, last.agreement) == (grown, False, "")
    assert "นักเรียนอายุ\u00a010\u00a0ปี" in last.words


def test_the_first_contact_is_called_first_and_another_may_take_the_place(cast, clinic, as_):
    client = as_(cast.khet)
    add = reverse("referrals:add_contact", args=[clinic.public_id])
    assert client.post(add, {"name": "นางฟ้า", "phone": "0812345678"}).status_code == 302
    assert client.post(add, {"name": "นายเมฆ", "is_main": "on"}).status_code == 302
    assert list(clinic.contacts.values_list("name", "phone", "is_main")) == [
        ("นายเมฆ", "", True),
        ("นางฟ้า", "081-234-5678", False),
    ]
    clinic.refresh_from_db()
    assert clinic.contact == "นายเมฆ"


def test_a_contact_is_corrected_and_taken_away(cast, clinic, as_):
    contact, client = make.contact(clinic), as_(cast.khet)
    edit = reverse("referrals:edit_contact", args=[clinic.public_id, contact.public_id])
    told = {"name": "นางสาวมะลิ", "phone": "081-234-5678"} | seen(client, edit)
    assert client.post(edit, told).status_code == 302
    assert client.post(edit, told | {"name": "อื่น"}).status_code == 200, "somebody else saved in between"
    assert Contact.objects.get(pk=contact.pk).name == "นางสาวมะลิ"
    remove = reverse("referrals:remove_contact", args=[clinic.public_id, contact.public_id])
    assert [client.post(remove).status_code for _ in range(2)] == [302, 404]
    clinic.refresh_from_db()
    assert clinic.contact == ""


def test_a_contact_is_reached_only_through_its_own_agency(cast, clinic, as_):
    other = make.agency("อื่น", area=cast.area)
    contact = make.contact(other)
    url = reverse("referrals:edit_contact", args=[clinic.public_id, contact.public_id])
    assert as_(cast.khet).get(url).status_code == 404


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ({"q": "คลินิก"}, True),
        ({"q": "มะลิ"}, True),
        ({"q": "ทุนอาหาร"}, False),
        ({"age": "๑๒"}, True),
        ({"age": "13"}, False),
        ({"age": "abc"}, True),
        ({"age": "-1"}, True),
        ({"agreed": "on"}, False),
        ({"district": "จำลอง"}, True),
        ({"district": "อื่น\x00"}, False),
    ],
)
def test_the_list_is_narrowed_by_what_is_known(cast, clinic, as_, asked, there):
    clinic.district = "จำลอง"
    clinic.save()
    make.contact(clinic)
    body = as_(cast.somying).get(reverse("referrals:agencies"), asked).content.decode()
    assert (f"/agencies/{clinic.public_id}/" in body) is there


def test_ages_the_wrong_way_round_are_refused(cast, clinic, as_):
    client, edit = as_(cast.khet), reverse("referrals:edit_agency", args=[clinic.public_id])
    form = {"type": "hospital", "name": clinic.name, "addressee": "ผอ.", "age_from": "12", "age_to": "6"}
    assert "อายุถึง ต้องไม่น้อยกว่า" in client.post(edit, form | seen(client, edit)).content.decode()
