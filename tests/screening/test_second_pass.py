"""The second pass: typed again without seeing the first, only what differs is shown."""

from tests.screening.papers import HTMX, kept


def test_the_second_pass_begins_empty_and_checks_what_agrees(sheet, as_):
    client = as_(sheet.somying)
    client.post(sheet.sheet(), sheet.sent_paper(sheet.chaba, [4, 4, 5, 4, 6]))
    page = sheet.sheet(query="pass=2")
    body = client.get(page).content.decode()
    assert f'aria-labelledby="n-{sheet.chaba.public_id} d-emotional">' in body
    assert 'value="1."' in body, "nothing of the first pass stands in the page"
    answer = client.post(page, sheet.sent_paper(sheet.chaba, [4, 4, 5, 4, 6], was="", version=1))
    assert answer.status_code == 302
    assert kept(sheet.chaba).checked_by == sheet.somying


def test_the_second_pass_shows_only_what_differs_and_takes_what_is_chosen(sheet, as_):
    client = as_(sheet.somying)
    client.post(sheet.sheet(), sheet.sent_paper(sheet.chaba, [4, 4, 5, 4, 6]))
    page, again = sheet.sheet(query="pass=2"), sheet.sent_paper(sheet.chaba, [4, 3, 5, 4, 6], was="", version=1)
    body = client.post(page, again).content.decode()
    assert "ด้านความประพฤติ/เกเร ไม่ตรงกัน" in body
    assert "ด้านอารมณ์ ไม่ตรงกัน" not in body
    assert kept(sheet.chaba).checked_by is None
    client.post(page, again | {f"s-{sheet.chaba.public_id}-conduct": "3"})
    found = kept(sheet.chaba)
    assert (found.scores["conduct"], found.scores["total"], found.checked_by) == (3, 16, sheet.somying)


def test_a_row_half_typed_again_is_not_compared(sheet, as_):
    client = as_(sheet.somying)
    client.post(sheet.sheet(), sheet.sent_paper(sheet.chaba, [4, 4, 5, 4, 6]))
    again = sheet.sent_paper(sheet.chaba, [4, "", 5, 4, 6], was="", version=1)
    row = sheet.sheet("sdq", "pass=2", "save_paper", sheet.chaba.public_id)
    answer = client.post(row, again, **HTMX)
    assert answer.status_code == 422
    assert "ชบา ยังไม่ได้กรอกด้านความประพฤติ/เกเร" in answer.content.decode()
    assert kept(sheet.chaba).checked_by is None
