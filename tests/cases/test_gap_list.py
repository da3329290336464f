"""The gap list as a page."""

from django.urls import reverse

from tests import make

URL = reverse("cases:gap_list")


def page(client, **query):
    return client.get(URL, query).content.decode()


def test_three_taps_to_a_case(cast, row, as_):
    client = as_(cast.somying)
    body = page(client)
    assert "1\u00a0คน จาก 1\u00a0คน" in body
    form = reverse("cases:open_case", args=[cast.chaba.public_id])
    assert form in body  # 1: เปิดเคส
    prefilled = client.get(form).context["form"].initial
    answer = client.post(form, prefilled)  # 2: เปิดเคส, nothing typed
    assert answer.status_code == 302
    assert "ทุกคนในกลุ่มเสี่ยงมีผู้ดูแลแล้ว" in page(client)


def test_sensitive_aspects_stand_only_where_their_letter_may_be_read(cast, round_, as_):
    make.screened(cast.chaba, round=round_, by=cast.somying, safety=3)
    assert "สวัสดิภาพ" in page(as_(cast.kanplu))
    assert "สวัสดิภาพ" not in page(as_(cast.praphan))
    assert "ชบา" in page(as_(cast.praphan))
    assert "ชบา" not in page(as_(cast.praphan), aspect="safety")


def test_filters(cast, row, round_, as_):
    make.screened(cast.thara, round=round_, by=cast.mana, learning=2)
    client = as_(cast.kanplu)
    assert "ชบา" not in page(client, aspect="learning")
    assert "ธารา" in page(client, aspect="learning", level=str(cast.thara.level))
    assert "ธารา" not in page(client, level="\x00")


def test_as_many_queries_for_forty_children_as_for_one(cast, row, round_, as_, statements):
    client = as_(cast.kanplu)
    page(client)
    with statements() as one:
        page(client)
    for number in range(40):
        make.screened(make.student(f"เด็ก{number}", classroom=cast.room), round=round_, by=cast.somying, learning=2)
    with statements() as forty:
        assert "41\u00a0คน จาก" in page(client)
    assert len(forty) == len(one) <= 15
