"""The directory on paper: what the list is narrowed to, and a line that it left."""

import io
import re

from django.urls import reverse
from pypdf import PdfReader

from journal.models import Line
from schools.thai import clean
from tests import make

PDF = "referrals:directory_pdf"


def pdf_text(content):
    """Its words without spaces, where lines may break."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return clean(re.sub(r"\s", "", text))


def test_the_paper_holds_whom_to_call(cast, as_):
    clinic = make.agency("โรงพยาบาลจำลองรัตน์", area=cast.area, services="คลินิกวัยรุ่น", age_from=3, age_to=18)
    make.contact(clinic)
    make.agency("ของโรงเรียนอื่น", area=cast.area, school=cast.elsewhere)
    make.agency("เลิกแล้ว", area=cast.area, is_active=False)
    make.agreement("ข้อตกลงสมมติ", area=cast.area, by=cast.khet, agencies=[clinic])
    make.network(area=cast.area)
    answer = as_(cast.somying).get(reverse(PDF))
    text = pdf_text(answer.content)
    for told in ("โรงพยาบาลจำลองรัตน์", "นางสาวมะลิ", "คลินิกวัยรุ่น", "ข้อตกลงสมมติ", "นายอำเภอ"):
        assert told in text
    assert "ของโรงเรียนอื่น" not in text
    assert "เลิกแล้ว" not in text
    assert Line.objects.filter(verb="disclosed", actor=f"user:{cast.somying.pk}").count() == 1


def test_it_is_narrowed_as_the_list_is(cast, as_):
    make.agency("โรงพยาบาลจำลองรัตน์", area=cast.area)
    make.agency("บ้านพักเด็กสมมติ", area=cast.area)
    text = pdf_text(as_(cast.somying).get(reverse(PDF), {"q": "บ้านพัก"}).content)
    assert "บ้านพักเด็กสมมติ" in text
    assert "โรงพยาบาลจำลองรัตน์" not in text
    assert "บางส่วน" in text


def test_a_long_one_is_made_by_a_worker(cast, as_):
    for n in range(61):
        make.agency(f"หน่วยงาน {n}", area=cast.area)
    assert as_(cast.khet).get(reverse(PDF)).status_code == 302


def test_an_empty_one_says_so(cast, as_):
    assert "ยังไม่มีหน่วยงาน" in pdf_text(as_(cast.khet).get(reverse(PDF)).content)
