"""The list of incidents: filtered, without a name or a word of what happened; its Excel alike."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from cases import reported
from tests import make

pytestmark = pytest.mark.django_db

URL = "/incidents/"


@pytest.fixture
def three(cast):
    """A settled fall in May, words in June, and a right."""
    may = datetime.datetime(2025, 5, 20, 3, 0, tzinfo=datetime.UTC)
    settled = {"settled_at": make.now(), "settled_by": cast.kanplu, "settled_text": "ทำแผลแล้ว"}
    return {
        "fall": make.incident(cast.chaba, by=cast.mana, reported_at=may, threat="หกล้ม", text="SECRET1", **settled),
        "words": make.incident(cast.kita, by=cast.mana, group="violence", text="SECRET2", place="SECRET3"),
        "right": make.incident(cast.thara, by=cast.mana, group="right", text="SECRET4"),
    }


def shown(client, three, query=""):
    page = client.get(URL + query).content.decode()
    return {name for name, one in three.items() if one.public_id in page}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"fall", "words", "right"}),
        ("?state=open", {"words", "right"}),
        ("?state=settled", {"fall"}),
        ("?group=violence", {"words"}),
        ("?threat=หกล้ม", {"fall"}),
        ("?month=2568-05", {"fall"}),
        ("?month=2568-06&group=right", {"right"}),
        ("?month=nonsense&group=x&state=y&page=99", {"fall", "words", "right"}),
    ],
)
def test_filters(cast, three, as_, query, found):
    assert shown(as_(cast.kanplu), three, query) == found


def test_neither_names_nor_words_stand_on_it(cast, three, as_):
    page = as_(cast.kanplu).get(URL).content.decode()
    for word in ("SECRET", cast.chaba.first_name, cast.kita.last_name, "ทำแผลแล้ว"):
        assert word not in page, word


def test_excel_as_filtered_without_names_and_words(cast, three, as_):
    answer = as_(cast.kanplu).get(reverse("cases:incidents_xlsx") + "?state=open")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(cells) == 3
    text = str(cells)
    for word in ("SECRET", cast.chaba.first_name, cast.kita.first_name):
        assert word not in text, word


def test_the_discipline_office_counts_no_violated_right(cast, three, as_):
    assert shown(as_(cast.decha), three) == {"fall", "words"}
    assert as_(cast.somying).get(URL).status_code == 403


def test_what_today_counts_is_what_the_list_shows(cast, three):
    assert [one.pk for one in reported.open_incidents(cast.kanplu)] == [three["right"].pk, three["words"].pk]
    assert [one.pk for one in reported.open_incidents(cast.decha)] == [three["words"].pk]
    assert not reported.open_incidents(cast.mana).exists(), "she only reported them"


def test_somebody_shut_out_counts_one_less_everywhere(cast, three, as_):
    make.exclusion(cast.kita, cast.kanplu, by=cast.praphan)
    assert shown(as_(cast.kanplu), three) == {"fall", "right"}
    assert reported.open_incidents(cast.kanplu).count() == 1
    answer = as_(cast.kanplu).get(reverse("cases:incidents_xlsx"))
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).active.max_row == 3


def test_ones_own_reports_wait_until_they_are_settled(cast, three):
    quick = make.incident(cast.chaba, by=cast.mana, is_quick=True)
    full = {incident for incident in three.values() if incident.settled_at is None}
    assert set(reported.my_reports(cast.mana)) == {quick, *full}, "she keeps none of them, so here alone she finds them"
    assert not reported.my_reports(cast.pim).exists()
