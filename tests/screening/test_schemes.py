"""The words of groups and urgencies are data, and a file with wrong ones is refused."""

import copy
import tomllib

import pytest

from screening import schemes
from screening.models import CriteriaSet
from screening.reference import load_criteria
from tests import make

TOLD = tomllib.loads(make.CRITERIA.read_text(encoding="utf-8"))["scheme"]
FLAGS = {"talent", "needs"}


def test_the_shipped_file_says_what_is_used_when_nothing_is_kept():
    assert schemes.of(TOLD) == schemes.of({}) == schemes.SHIPPED


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"groups": ["ปกติ", "เสี่ยง"]}, "สามคำ"),
        ({"groups": ["ปกติ", "เสี่ยง", "เสี่ยง"]}, "สามคำ"),
        ({"groups": "ปกติ"}, "สามคำ"),
        ({"groups": ["ปกติ", "เสี่ยง", 3]}, "สามคำ"),
        ({"urgencies": [["เขียว", "ดูแลตามปกติ"]]}, "สี่ระดับ"),
        ({"urgencies": [["แดง", "ก"], ["แดง", "ข"], ["ส้ม", "ค"], ["เหลือง", "ง"]]}, "สี่สี"),
        ({"urgencies": [["เขียว"], ["เหลือง"], ["ส้ม"], ["แดง"]]}, "สี่ระดับ"),
        ({"special": {"aspect": "learning", "word": "กลุ่มพิเศษ"}}, "learning"),
        ({"special": {"aspect": "talent", "word": ""}}, "special"),
        ({"special": "talent"}, "special"),
        ({"colours": []}, "ไม่มีอย่างอื่น"),
    ],
)
def test_a_wrong_scheme_is_refused(change, says):
    with pytest.raises(ValueError, match=says):
        schemes.check(copy.deepcopy(TOLD) | change, FLAGS)


@pytest.mark.django_db
def test_a_file_with_a_wrong_scheme_leaves_nothing_behind(tmp_path):
    path = tmp_path / "bad.toml"
    text = make.CRITERIA.read_text(encoding="utf-8").replace('slug = "eleven-aspects"', 'slug = "bad"')
    path.write_text(text.replace('aspect = "talent"', 'aspect = "health"'), encoding="utf-8")
    with pytest.raises(ValueError, match="health"):
        load_criteria(path)
    assert not CriteriaSet.objects.filter(slug="bad").exists()
