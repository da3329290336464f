"""One version of an instrument: what it says, its test vectors, its file, and going back to another version."""

import pytest
from django.utils.html import escape

from screening import actions
from screening.models import Instrument
from tests import make
from tests.make.assessments import instrument
from tests.screening.shipped import SHIPPED


def url(one, more=""):
    return f"/instruments/{one.public_id}/{more}"


def own(cast, code="gast"):
    text = instrument(code).source.replace('version: "1"', 'version: "2"')
    return actions.load_instrument(cast.area, source=text, name=f"{code}.yaml", by=None)


@pytest.mark.parametrize("code", SHIPPED)
def test_every_shipped_one_has_its_page(cast, as_, code):
    one = instrument(code)
    body = as_(cast.kanplu).get(url(one)).content.decode()
    for norms in one.parsed.norm_sets:
        assert norms.name in body
        assert escape(norms.source) in body
    for fact in one.parsed.open_facts:
        assert fact in body
    assert "ปรับได้: โหลดไฟล์ฉบับใหม่" in body
    assert escape(one.parsed.licence) in body


def test_bands_and_vectors_are_told(cast, as_):
    body = as_(cast.kanplu).get(url(instrument("sdq"))).content.decode()
    for word in ("17–18&nbsp;เสี่ยง", "อารมณ์ 0 · เกเร 2 · อยู่ไม่นิ่ง 4 · เพื่อน 4 · สังคม 0 · รวม 10", "7 การทำตามผู้ใหญ่ (กลับ)"):
        assert word in body


def test_the_file_comes_as_it_was_loaded(cast, as_):
    answer = as_(cast.kanplu).get(url(instrument("gast"), "file/"))
    assert answer.content.decode() == instrument("gast").source
    assert answer["Content-Disposition"] == 'attachment; filename="gast.yaml"'


def test_the_file_can_be_loaded_again_as_the_next_version(cast, as_):
    text = as_(cast.rabop).get(url(instrument("gast"), "file/")).content.decode()
    made = actions.load_instrument(cast.area, source=text.replace('"1"', '"2"'), name="gast.yaml", by=None)
    assert made.version == "2"


def test_an_old_version_stays_readable_and_can_be_used_again(cast, as_):
    shipped, mine = instrument("gast"), own(cast)
    client = as_(cast.rabop)
    assert "ไม่ได้ใช้แล้ว" in client.get(url(shipped)).content.decode()
    assert client.post(url(shipped, "use/")).status_code == 302
    assert list(Instrument.objects.for_area(cast.area.pk)) == [shipped]
    client.post(url(mine, "use/"))
    assert list(Instrument.objects.for_area(cast.area.pk)) == [mine]


def test_a_counselor_chooses_no_version(cast, as_):
    assert as_(cast.kanplu).post(url(own(cast), "use/")).status_code == 403


def test_another_areas_version_is_not_there(cast, as_):
    mine = own(cast)
    other = make.area("สพป.สมมติ เขต 2")
    far = make.staff("far", "area_admin", area=other)
    assert [as_(far).get(url(mine, more)).status_code for more in ("", "file/")] == [404, 404]
    assert as_(far).post(url(mine, "use/")).status_code == 404
