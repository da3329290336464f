"""What speaks against an agency for one child is said where it is chosen and once more before the letter goes."""

import datetime

import pytest
from django.urls import reverse

from journal.context import acting
from referrals.directory import suited
from referrals.fitting import misfits, wrong_age, wrong_place
from referrals.models import Agency
from schools.models import School
from students.models import Student
from tests import make

TODAY = datetime.date(2025, 6, 25)
HERE = School(district="เมืองตัวอย่าง", address="99 หมู่ 4 ตำบลบ้านสมมติ อำเภอเมืองตัวอย่าง")


@pytest.mark.parametrize(
    ("serves", "warns"),
    [
        ("", False),
        ("ทั้งจังหวัด", False),
        ("ทุกอำเภอในจังหวัด ยกเว้นอำเภอจำลอง", False),
        ("เด็กทุกคนในเขตรับผิดชอบ", False),
        ("ทุกตำบลในอำเภอจำลอง", True),
        ("อำเภอเมืองตัวอย่างและอำเภอจำลอง", False),
        ("อ.เมืองตัวอย่าง", False),
        ("ตำบลบ้านสมมติ, ตำบลดอนจำลอง", False),
        ("ต.ริมน้ำ", False),
        ("อำเภอจำลอง", True),
        ("ตำบลดอนจำลอง\nตำบลหนองลอง", True),
        ("รับเฉพาะที่ ผอ.รพ.สต.ลองดีนัดไว้", False),
    ],
)
def test_a_place_is_doubted_when_neither_home_nor_school_is_in_it(serves, warns):
    child = Student(subdistrict="ริมน้ำ", district="เมืองตัวอย่าง")
    assert bool(wrong_place(Agency(serves=serves), child, HERE)) == warns


@pytest.mark.parametrize(
    ("born_on", "ages", "warns"),
    [
        (datetime.date(2015, 6, 1), (15, None), "รับอายุ\u00a015\u00a0ปีขึ้นไป นักเรียนอายุ\u00a010\u00a0ปี"),
        (datetime.date(2015, 6, 1), (3, 18), ""),
        (None, (15, None), ""),
    ],
)
def test_an_age_is_doubted_only_when_it_is_known(born_on, ages, warns):
    agency = Agency(age_from=ages[0], age_to=ages[1])
    assert wrong_age(agency, Student(born_on=born_on), TODAY) == warns


def test_an_urgent_letter_is_told_when_nobody_is_there():
    office, shelter = Agency(hours="จันทร์–ศุกร์"), Agency(is_all_hours=True)

    def said(agency, is_urgent):
        return misfits(agency, Student(), School(), TODAY, is_urgent=is_urgent)

    assert said(office, False) == said(shelter, True) == []
    assert said(office, True) == ["เรื่องเร่งด่วน: รับเรื่อง จันทร์–ศุกร์ นอกเวลานั้นโทร 1300"]
    assert "ตลอด 24" in said(Agency(), True)[0]


def test_those_that_fit_are_offered_first_and_each_says_what_it_does(cast):
    School.objects.filter(pk=cast.school.pk).update(district="เมืองตัวอย่าง")
    cast.school.refresh_from_db()
    far = make.agency("กกแดนไกล", area=cast.area, serves="อำเภอจำลอง")
    near = make.agency("ใกล้บ้าน", area=cast.area, serves="อำเภอเมืองตัวอย่าง", services="คลินิกวัยรุ่น\nตรวจพัฒนาการ")
    with acting(cast.kanplu):
        first, last = suited(cast.school, cast.chaba)
    assert (first.agency, first.is_fit, first.does) == (near, True, "คลินิกวัยรุ่น · ตรวจพัฒนาการ")
    assert (last.agency, last.is_fit) == (far, False)
    assert last.words == "ดูแลเฉพาะ อำเภอจำลอง"


def test_what_does_not_fit_stands_where_it_is_chosen_and_where_it_is_checked(cast, draft, hospital, as_):
    School.objects.filter(pk=cast.school.pk).update(district="เมืองตัวอย่าง")
    Student.objects.filter(pk=cast.chaba.pk).update(born_on=datetime.date(2015, 6, 1))
    Agency.objects.filter(pk=hospital.pk).update(age_from=15, serves="อำเภอจำลอง", hours="วันพุธ")
    draft.is_urgent = True
    draft.save()
    client = as_(cast.kanplu)
    choosing = client.get(reverse("referrals:choose_agency", args=[draft.public_id])).content.decode()
    for said in ("อายุไม่อยู่ในเกณฑ์", "ตรวจพื้นที่ก่อน", "ดูแลเฉพาะ อำเภอจำลอง", "วันพุธ"):
        assert said in choosing
    checking = client.get(reverse("referrals:check", args=[draft.public_id])).content.decode()
    for said in ("รับอายุ\u00a015\u00a0ปีขึ้นไป", "ดูแลเฉพาะ อำเภอจำลอง", "รับเรื่อง วันพุธ"):
        assert said in checking
    assert "ส่งให้ ผอ. ลงนาม" in checking, "it warns and keeps nobody from writing"


def test_the_head_reads_it_before_signing_and_signs_all_the_same(cast, waiting, hospital, as_):
    Agency.objects.filter(pk=hospital.pk).update(age_to=6)
    body = as_(cast.praphan).get(reverse("referrals:sign", args=[waiting.public_id])).content.decode()
    assert "ตรวจหน่วยงาน" in body
    assert "รับอายุไม่เกิน\u00a06\u00a0ปี" in body
    assert "ลงนามและส่ง" in body


def test_where_a_name_is_picked_from_a_list_the_doubt_stands_beside_it(cast, case, hospital, as_):
    """At the beginning of a letter, and after an agency said no."""
    Agency.objects.filter(pk=hospital.pk).update(age_from=15)
    make.agency("อีกแห่งที่รับ", area=cast.area)
    declined = make.referral(case, by=cast.kanplu, agency=hospital, state="declined")
    for address in (
        reverse("referrals:refer", args=[case.public_id]),
        reverse("referrals:send_to_another", args=[declined.public_id]),
    ):
        body = as_(cast.kanplu).get(address).content.decode()
        assert f'<option value="{hospital.public_id}">โรงพยาบาลจำลองรัตน์ (อายุไม่อยู่ในเกณฑ์)</option>' in body
        assert body.index("อีกแห่งที่รับ") < body.index("โรงพยาบาลจำลองรัตน์ (")
    begun = as_(cast.kanplu).post(address, {"agency": hospital.public_id})
    assert begun.status_code == 302, "it may be begun all the same"
