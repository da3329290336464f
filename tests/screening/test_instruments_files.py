"""A bad instrument file is refused with the line that is wrong; nothing of it is used."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.instruments.parsing import MAX_CHARACTERS, Refused
from screening.instruments.reading import read
from screening.instruments.wording import read_wording
from tests.screening.shipped import source

GOOD = """\
code: made-up
version: "1"
name: แบบสมมติ
short: สมมติ
kind: scored
licence: แต่งขึ้นสำหรับการทดสอบ
sources: [แต่งขึ้น]
raters:
  self: [8, 18]
  teacher: [4, 18]
administered_by: [counselor]
results_read_by: [counselor]
item_entry: open
items: 4
scale:
  - [0, ไม่]
  - [1, ใช่]
reverse: [4]
subscales:
  - {code: a, name: ด้านหนึ่ง, short: หนึ่ง, items: [1, 2]}
  - {code: b, name: ด้านสอง, short: สอง, items: [3, 4]}
total: {name: รวม, short: รวม}
extras:
  - code: more
    label: เพิ่ม
    choices:
      - [0, ไม่]
      - [1, ใช่]
whole: total
norm_sets:
  - code: ours
    name: เกณฑ์สมมติ
    source: แต่งขึ้น
    mark: "?"
    bands:
      - scale: total
        rows:
          - [0, 1, 1, ปกติ]
          - [2, 2, 2, เสี่ยง]
          - [3, 4, 3, มีปัญหา]
rules:
  - act: alert
    when:
      - {item: 3, from: 1}
    text: ดูวันนี้
examples:
  - {rater: self, sex: f, age: 10, answers: "0000", scores: {a: 0, b: 1, total: 1}, level: 1}
"""


def refused(text):
    with pytest.raises(Refused) as why:
        read(text, name="made-up.yaml")
    return [(fault.line, fault.what) for fault in why.value.faults]


def test_the_good_one_is_read():
    one = read(GOOD, name="made-up.yaml")
    assert (one.code, one.item_count, one.raters, one.default_norms) == ("made-up", 4, ("self", "teacher"), "ours")
    assert one.total.max_score == 4


def test_a_number_stays_with_what_it_counts():
    one = read(GOOD.replace("ดูวันนี้", "ดูใน 2 สัปดาห์ สายด่วน 1323 ทุกวัน"), name="made-up.yaml")
    assert one.rules[0].text == "ดูใน 2\u00a0สัปดาห์ สายด่วน 1323 ทุกวัน"


BAD = {
    "an item counted twice": ("items: [3, 4]}", "items: [2, 3, 4]}", "ข้อ 2 นับสองครั้ง (ใน a และ b)"),
    "an item counted twice in one": ("items: [1, 2]}", "items: [1, 2, 2]}", "ข้อ 2 นับสองครั้ง"),
    "an item counted never": ("items: [3, 4]}", "items: [3]}", "ข้อ 4 ไม่อยู่ในด้านใด", "subscales:"),
    "an item that is none": ("items: [3, 4]}", "items: [3, 4, 5]}", "อยู่นอกช่วง 1–4"),
    "a band gap": ("[2, 2, 2, เสี่ยง]", "[3, 3, 2, เสี่ยง]", "คะแนน 2 ไม่อยู่ในช่วงใด"),
    "bands that overlap": ("[2, 2, 2, เสี่ยง]", "[1, 2, 2, เสี่ยง]", "คะแนน 1 อยู่สองช่วง"),
    "bands that begin late": ("[0, 1, 1, ปกติ]", "[1, 1, 1, ปกติ]", "คะแนน 0 ไม่อยู่ในช่วงใด"),
    "bands that end early": ("[3, 4, 3, มีปัญหา]", "[3, 3, 3, มีปัญหา]", "คะแนนสูงสุดคือ 4"),
    "bands that end late": ("[3, 4, 3, มีปัญหา]", "[3, 5, 3, มีปัญหา]", "เกินคะแนนสูงสุด 4"),
    "a band upside down": ("[2, 2, 2, เสี่ยง]", "[2, 1, 2, เสี่ยง]", "กลับหัวท้าย"),
    "a level that is none": ("[3, 4, 3, มีปัญหา]", "[3, 4, 4, มีปัญหา]", "ระดับ 4 อยู่นอกช่วง 0–3"),
    "a band without words": ("[3, 4, 3, มีปัญหา]", "[3, 4, 3]", "ต้องมี 4 ค่า"),
    "an unknown rater": ("  teacher: [4, 18]", "  nurse: [4, 18]", "ไม่รู้จักผู้ประเมิน “nurse”"),
    "ages upside down": ("  teacher: [4, 18]", "  teacher: [18, 4]", "ตั้งแต่ 18 ถึง 4 ไม่ได้"),
    "an unknown role": ("administered_by: [counselor]", "administered_by: [janitor]", "ไม่รู้จัก “janitor”"),
    "a role that opens no child": ("results_read_by: [counselor]", "results_read_by: [area_admin]", "“area_admin”"),
    "a reversed item outside": ("reverse: [4]", "reverse: [5]", "reverse 5 อยู่นอกช่วง 1–4"),
    "an item reversed twice": ("reverse: [4]", "reverse: [4, 4]", "ข้อ 4 ซ้ำใน reverse"),
    "norms without a source": ("    source: แต่งขึ้น\n", "", "ต้องมี “source”", "  - code: ours"),
    "norms with an empty source": ("    source: แต่งขึ้น", "    source:", "ต้องมี “source”"),
    "norms without a mark": ('    mark: "?"\n', "", "ต้องมี “mark”", "  - code: ours"),
    "an unknown mark": ('mark: "?"', "mark: sure", "ไม่รู้จัก “mark: sure”"),
    "a band of an unknown scale": ("- scale: total", "- scale: c", "ไม่รู้จัก “scale: c”"),
    "a subscale's code twice": ("code: b,", "code: a,", "รหัส “a” ใช้แล้ว", "ด้านสอง"),
    "a code with spaces": ("code: made-up", "code: made up", "ใช้ได้เฉพาะ a–z"),
    "letters for a number": ("items: 4\n", "items: สี่\n", "ต้องเป็นตัวเลข"),
    "too many items": ("items: 4\n", "items: 100000\n", "“items” ต้องเป็นตัวเลข"),
    "an answer twice": ("  - [1, ใช่]\nreverse", "  - [0, ใช่]\nreverse", "ค่า 0 ซ้ำใน scale", "  - [0, ใช่]"),
    "a rule about no item": ("{item: 3, from: 1}", "{item: 9, from: 1}", "ไม่รู้จัก “item: 9”"),
    "a rule about nothing": ("{item: 3, from: 1}", "{from: 1}", "scale, item, extra หรือ level"),
    "a rule about two": ("{item: 3, from: 1}", "{item: 3, extra: more, from: 1}", "อย่างใดอย่างหนึ่ง"),
    "a rule from 3 to 1": ("{item: 3, from: 1}", "{item: 3, from: 3, to: 1}", "ตั้งแต่ 3 ถึง 1 ไม่ได้"),
    "an unknown act": ("act: alert", "act: shout", "ไม่รู้จัก “act: shout”"),
    "a kind that is none": ("kind: scored", "kind: guessed", "ไม่รู้จัก “kind: guessed”"),
    "an unknown word": ("whole: total", "whole: total\nwohle: total", "ไม่รู้จัก “wohle”", "wohle"),
    "a word twice": ("whole: total", "whole: total\nwhole:  total", "สองครั้งในที่เดียวกัน", "whole:  total"),
    "an example that fails": ("total: 1}, level: 1}", "total: 2}, level: 1}", "ตัวอย่างบอก total = 2 แต่คิดได้ 1"),
    "an example of another level": ("total: 1}, level: 1}", "total: 1}, level: 2}", "ตัวอย่างบอกระดับ 2 แต่คิดได้ 1"),
    "an example that is no form": ('answers: "0000"', 'answers: "000"', "ตัวอย่างคิดคะแนนไม่ได้"),
    "an example with letters": ('answers: "0000"', 'answers: "000x"', "answers ใช้ได้เฉพาะตัวเลข"),
    "a sentence for a topic": (
        "whole: total",
        f"topics: {{1: {'ก' * 41}}}\nwhole: total",
        "หัวข้อของข้อ 1 ต้องสั้น",
        "topics:",
    ),
    "a topic of no item": ("whole: total", "topics: {7: เรื่อง}\nwhole: total", "topics: ไม่มีข้อ 7", "topics:"),
    "an anchor": ("whole: total", "whole: &x total", "ใช้ & * หรือ !"),
    "a tag": ("whole: total", "whole: !!python/name:os.system total", "ใช้ & * หรือ !"),
    "a broken line": ("reverse: [4]", "reverse: [4", "YAML", "subscales:"),
    "a tab": ("reverse: [4]", "\treverse: [4]", "YAML"),
    "an extra after none": ("    label: เพิ่ม", "    label: เพิ่ม\n    after: none", "ไม่รู้จัก “after: none”", "after: none"),
    "a list for a word": ("licence: แต่ง", "licence: [แต่ง]\nx: ", "ต้องมี “licence”", "licence"),
}


@pytest.mark.parametrize("why", BAD)
def test_the_line_is_named(why):
    old, new, says, *where = BAD[why]
    assert GOOD.count(old) == 1, "the test changes one place"
    text = GOOD.replace(old, new)
    at = where[0] if where else new.strip()
    wanted = next(number for number, line in enumerate(text.splitlines(), start=1) if at.splitlines()[0] in line)
    assert any(line == wanted and says in what for line, what in refused(text)), (wanted, refused(text))


@pytest.mark.parametrize(
    "word", ["code", "version", "name", "short", "kind", "licence", "items", "scale", "norm_sets", "examples", "whole"]
)
def test_what_must_be_there_is_missed(word):
    lines = GOOD.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"{word}:"))
    end = next((at for at in range(start + 1, len(lines)) if not lines[at].startswith(" ")), len(lines))
    text = "\n".join(lines[:start] + lines[end:])
    assert any(f"“{word}”" in what for _, what in refused(text))


def test_every_wrong_line_is_told_at_once():
    text = GOOD.replace("reverse: [4]", "reverse: [9]").replace("[2, 2, 2, เสี่ยง]", "[3, 3, 2, เสี่ยง]")
    assert len(refused(text)) >= 3


def test_two_tables_for_the_same_child_and_none_for_another():
    rows = GOOD[GOOD.index("        rows:") : GOOD.index("rules:")]
    twice = GOOD.replace("rules:", "      - scale: total\n        sex: m\n" + rows + "rules:", 1)
    assert any("มีเกณฑ์ซ้ำกับบรรทัด 36" in what for _, what in refused(twice))
    boys = GOOD.replace("      - scale: total\n", "      - scale: total\n        sex: m\n")
    assert any("นักเรียน เพศหญิง อายุ 8 ปี) ไม่มีเกณฑ์" in what for _, what in refused(boys))
    young = GOOD.replace("      - scale: total\n", "      - scale: total\n        ages: [0, 12]\n")
    assert any("อายุ 13 ปี) ไม่มีเกณฑ์" in what for _, what in refused(young))


def test_a_strength_may_not_add_to_the_difficulties():
    text = GOOD.replace("items: [3, 4]}", "items: [3, 4], strength: yes}")
    assert any(line == 21 and "จุดแข็ง" in what for line, what in refused(text))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "ไฟล์ต้องเป็นรายการ"),
        ("แค่ข้อความ", "ไฟล์ต้องเป็นรายการ"),
        ("- 1\n- 2", "ไฟล์ต้องเป็นรายการ"),
        ("a: " + "[" * 3000, "ซ้อนกันลึกเกินไป"),
        ("a: \x00", "มีอักขระที่อ่านไม่ได้"),
        ("? [a, b]\n: c", "ชื่อรายการต้องเป็นคำเดียว"),
        ("x" * (MAX_CHARACTERS + 1), "ไฟล์ยาวเกิน"),
        ("a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]", "ใช้ & * หรือ !"),
        ("%YAML 9.9\n---\na: b", "YAML"),
        ("a: b\n---\nc: d", "YAML"),
    ],
)
def test_what_is_no_instrument_at_all(text, says):
    assert any(says in what for _, what in refused(text))


@given(st.text(max_size=200))
def test_any_text_is_refused_and_nothing_else_happens(text):
    assert refused(text)


@given(st.data())
def test_a_shipped_file_with_one_line_changed_is_read_or_refused(data):
    lines = source("gast").splitlines()
    at = data.draw(st.integers(0, len(lines) - 1))
    kind = data.draw(st.sampled_from(["gone", "twice", "cut", "word"]))
    line = lines[at]
    changed = {
        "gone": [],
        "twice": [line, line],
        "cut": [line[: len(line) // 2]],
        "word": [line.replace(":", ": x", 1)],
    }
    text = "\n".join([*lines[:at], *changed[kind], *lines[at + 1 :]])
    faults = ()
    try:
        read(text, name="gast.yaml")
    except Refused as why:
        faults = why.faults
    assert all(1 <= fault.line <= len(text.splitlines()) + 1 for fault in faults)


# --- wording ---------------------------------------------------------------------------------------------------


def test_a_wording_file_is_read():
    wording = read_wording(
        "code: made-up\nrater: teacher\nitems:\n  1: ข้อความแต่งขึ้น ก\n  2: ข้อความแต่งขึ้น ข\n", name="w.yaml"
    )
    assert (wording.code, wording.rater, wording.items) == (
        "made-up",
        "teacher",
        {1: "ข้อความแต่งขึ้น ก", 2: "ข้อความแต่งขึ้น ข"},
    )


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("rater: teacher\nitems:\n  1: ก", 1, "ต้องมี “code”"),
        ("code: a\nrater: friend\nitems:\n  1: ก", 2, "ไม่รู้จัก “rater: friend”"),
        ("code: a\nitems:\n  1: ก\n  3: ค", 2, "ไม่มีข้อ 2"),
        ("code: a\nitems:\n  หนึ่ง: ก", 3, "ไม่ใช่เลขข้อ"),
        ("code: a\nitems:\n  1:", 3, "ต้องมีข้อความ"),
        ("code: a\nitems:\n  1: " + "ก" * 501, 3, "ไม่เกิน 500"),
        ("code: a\nitems: []", 2, "ต้องเป็นรายการ"),
        ("code: a", 1, "ไม่มีข้อ 1"),
    ],
)
def test_a_bad_wording_file_names_its_line(text, line, says):
    with pytest.raises(Refused) as why:
        read_wording(text, name="w.yaml")
    assert any(fault.line == line and says in fault.what for fault in why.value.faults), why.value.faults
