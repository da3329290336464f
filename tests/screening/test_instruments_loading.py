"""Loading instruments: once per version, never over another, and results stay with the version that scored them."""

import hashlib
import io
import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from journal.context import acting
from journal.models import Line
from screening import actions
from screening.instruments.parsing import Refused
from screening.models import Assessment, Instrument, Wording
from studentcare.reference import load_all
from tests import make
from tests.make.assessments import assessment, instrument
from tests.screening.shipped import SHIPPED, source

QUESTIONS = "code: gast\nrater: self\nitems:\n" + "\n".join(f"  {at}: ข้อความแต่งขึ้น {at}" for at in range(1, 17))


def next_version(code="gast", version="2", change=("", "")):
    return source(code).replace('version: "1"', f'version: "{version}"').replace(*change)


def load(area, text, by=None, name="gast.yaml"):
    return actions.load_instrument(area, source=text, name=name, by=by)


def test_all_shipped_ones_are_loaded_and_loading_again_changes_nothing(cast):
    fixtures = settings.BASE_DIR / "fixtures"
    assert load_all(fixtures)["instruments"] == len(SHIPPED)
    before = list(Instrument.objects.order_by("pk").values())
    load_all(fixtures)
    assert list(Instrument.objects.order_by("pk").values()) == before
    assert {one.code for one in Instrument.objects.current()} == set(SHIPPED)


def test_what_is_kept_is_the_file_and_its_values(cast):
    made = instrument("sdq")
    assert made.sha256 == hashlib.sha256(source("sdq").encode()).hexdigest()
    assert made.parsed == SHIPPED["sdq"]
    assert made.definition["reverse"] == [7, 11, 14, 21, 25]
    assert made.definition["subscales"][0]["items"] == [3, 8, 13, 16, 24]


def test_the_same_version_with_other_content_is_refused(cast):
    instrument("gast")
    changed = source("gast").replace("คลั่งไคล้", "ชอบมาก")
    with pytest.raises(Refused, match=r"gast.yaml บรรทัด 5: GAST ฉบับ 1 มีอยู่แล้ว"):
        load(None, changed)
    with pytest.raises(Refused, match="ใส่เลขฉบับใหม่"):
        load(cast.area, changed, by=None)
    assert Instrument.objects.get(code="gast").source == source("gast")


def test_a_bad_file_leaves_nothing(cast):
    instrument("gast")
    with pytest.raises(Refused):
        load(cast.area, next_version(change=("[24, 32, 2, คลั่งไคล้]", "[25, 32, 2, คลั่งไคล้]")))
    assert Instrument.objects.count() == 1
    assert Instrument.objects.get().is_current


def test_a_new_version_is_used_and_old_results_keep_theirs(cast):
    """A result is read with the bands it was scored with."""
    old = instrument("gast")
    result = assessment(cast.chaba, by=cast.somying, code="gast", rater="self", level=2, scores={"total": 24})
    stricter = next_version(change=("[24, 32, 2, คลั่งไคล้]\n          - [33", "[24, 30, 2, คลั่งไคล้]\n          - [31"))
    new = load(None, stricter)
    old.refresh_from_db()
    assert (old.is_current, new.is_current) == (False, True)
    result = Assessment.objects.get(pk=result.pk)
    assert result.instrument == old
    [boys, _] = result.instrument.parsed.norm_set().bands
    assert boys.bands[1].high == 32
    assert new.parsed.norm_set().bands[0].bands[1].high == 30


def test_the_areas_own_version_holds_in_its_area_only(cast):
    shipped = instrument("gast")
    other = make.area("สพป.สมมติ เขต 2")
    own = load(cast.area, next_version())
    assert list(Instrument.objects.for_area(cast.area.pk)) == [own]
    assert list(Instrument.objects.for_area(other.pk)) == [shipped]
    shipped.refresh_from_db()
    assert shipped.is_current


def test_back_to_the_shipped_version_and_again_to_the_own_one(cast):
    shipped, own = instrument("gast"), load(cast.area, next_version())
    actions.choose_version(shipped, area=cast.area, by=None)
    assert list(Instrument.objects.for_area(cast.area.pk)) == [shipped]
    assert load(cast.area, next_version()) == own, "the same file again"
    assert list(Instrument.objects.for_area(cast.area.pk)) == [own]


def test_an_own_version_that_became_less_safe_than_the_shipped_one_is_not_brought_back(cast):
    shipped = instrument("phq-a")
    own = load(cast.area, next_version("phq-a", "2", ("from: 10, to: 14", "from: 9, to: 14")), name="phq-a.yaml")
    actions.choose_version(shipped, area=cast.area, by=None)
    weaker = own.source.replace("{item: 9, from: 1}", "{item: 9, from: 2}")
    assert weaker != own.source
    Instrument.objects.filter(pk=own.pk).update(source=weaker)
    own.refresh_from_db()
    with pytest.raises(Refused, match="กฎ alert ต้องมี"):
        actions.choose_version(own, area=cast.area, by=None)
    assert list(Instrument.objects.for_area(cast.area.pk).filter(code="phq-a")) == [shipped]


def test_the_shipped_file_loaded_for_an_area_is_the_shipped_one(cast):
    shipped = instrument("gast")
    assert load(cast.area, source("gast")) == shipped
    assert Instrument.objects.count() == 1


def test_the_command_says_which_line_and_keeps_everything_as_it_was(cast, settings, tmp_path):
    shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "fixtures")
    settings.BASE_DIR = tmp_path
    call_command("load_reference", stdout=io.StringIO())
    changed = tmp_path / "fixtures" / "instruments" / "gast.yaml"
    changed.write_text(source("gast").replace("คลั่งไคล้", "ชอบมาก"))
    with pytest.raises(CommandError, match=r"gast.yaml บรรทัด \d+: GAST ฉบับ 1 มีอยู่แล้ว"):
        call_command("load_reference", stdout=io.StringIO())
    assert Instrument.objects.get(code="gast").source == source("gast")


@pytest.mark.parametrize("text", ['{code: gast, "version": "1"}', "version : 1"])
def test_a_file_of_another_shape_is_refused_too(cast, text):
    with pytest.raises(Refused):
        load(cast.area, text)


@pytest.mark.parametrize(
    ("change", "say"),
    [
        (("- act: alert", "- act: follow"), r"บรรทัด \d+: กฎ alert ต้องมี {item: 9, from: 1}"),
        (("{item: 9, from: 1}", "{item: 9, from: 2}"), "กฎ alert ต้องมี {item: 9, from: 1}"),
        (("- {extra: attempt, from: 1}\n", "\n"), "กฎ alert ต้องมี {extra: attempt, from: 1}"),
        (
            ("answers_read_by: [counselor]", "answers_read_by: [counselor, head]"),
            "บรรทัด 15: “answers_read_by” เพิ่ม head",
        ),
        (("results_read_by: [counselor]", "results_read_by: [homeroom, counselor]"), "“results_read_by” เพิ่ม homeroom"),
        (("follow_read_by: [homeroom, head]", "follow_read_by: [homeroom, head, nurse]"), "“follow_read_by” เพิ่ม nurse"),
        (("administered_by: [", "administered_by: [head, "), "“administered_by” เพิ่ม head"),
    ],
)
def test_an_area_s_version_alerts_no_less_and_shows_no_more_than_the_shipped_one(cast, change, say):
    instrument("phq-a")
    assert next_version("phq-a", "2", change) != next_version("phq-a", "2")
    with pytest.raises(Refused, match=say):
        load(cast.area, next_version("phq-a", "2", change), name="phq-a.yaml")
    assert load(cast.area, next_version("phq-a", "2", ("from: 10, to: 14", "from: 9, to: 14"))).version == "2"


def test_a_role_that_no_rule_honours_is_refused(cast):
    with pytest.raises(Refused, match="area_psychologist"):
        load(cast.area, next_version(change=("answers_read_by: [", "answers_read_by: [area_psychologist, ")))


def test_two_versions_in_use_are_impossible(cast):
    first = instrument("gast")
    with pytest.raises(IntegrityError), transaction.atomic():
        Instrument.objects.create(
            code="gast",
            version="2",
            name=first.name,
            short=first.short,
            definition={},
            source="",
            sha256="",
            loaded_at=make.now(),
        )


def test_loading_and_choosing_are_in_the_journal(cast):
    shipped = instrument("gast")
    load(cast.area, next_version())
    actions.choose_version(shipped, area=cast.area, by=None)
    verbs = Line.objects.filter(about="screening.Instrument", verb__in=["imported", "configured"]).order_by("pk")
    assert [(line.verb, line.detail["version"]) for line in verbs] == [
        ("imported", "1"),
        ("imported", "2"),
        ("configured", "1"),
    ]


# --- wording ---------------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(cast):
    """The area admin acts."""
    with acting(cast.rabop):
        yield cast


def wording(cast, text=QUESTIONS, permission="ทดสอบ 1/2568"):
    return actions.load_wording(cast.area, source=text, name="w.yaml", permission=permission, by=cast.rabop)


def test_a_wording_is_of_the_area_alone_and_replaces_the_one_before(keeper):
    instrument("gast")
    wording(keeper)
    made = wording(keeper, QUESTIONS.replace("แต่งขึ้น 1\n", "แต่งใหม่ 1\n"), "ทดสอบ 9/2568")
    assert list(Wording.objects.visible_to(keeper.kanplu)) == [made]
    assert list(Wording.objects.visible_to(keeper.gone)) == []
    assert (made.permission, made.items["1"], len(made.items)) == ("ทดสอบ 9/2568", "ข้อความแต่งใหม่ 1", 16)


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (QUESTIONS.replace("gast", "phq-9"), 1, "ไม่มีเครื่องมือ “phq-9”"),
        (QUESTIONS.replace("self", "teacher"), 2, "ไม่มีฉบับ “teacher”"),
        (QUESTIONS + "\n  17: เกิน", 3, "มี 16 ข้อ แต่ไฟล์นี้มี 17 ข้อ"),
    ],
)
def test_a_wording_that_does_not_fit_is_refused(keeper, text, line, says):
    instrument("gast")
    with pytest.raises(Refused) as why:
        wording(keeper, text)
    assert [(fault.line, says in fault.what) for fault in why.value.faults] == [(line, True)]
    assert not Wording.objects.exists()


def test_a_wording_without_permission_is_impossible(keeper):
    instrument("gast")
    with pytest.raises(IntegrityError), transaction.atomic():
        wording(keeper, permission="")


def test_a_withdrawn_wording_is_gone(keeper):
    instrument("gast")
    actions.withdraw_wording(wording(keeper), by=keeper.rabop)
    assert not Wording.objects.exists()


def test_no_question_goes_into_the_journal(keeper):
    instrument("gast")
    wording(keeper)
    assert not [line for line in Line.objects.all() if "แต่งขึ้น" in str(line.detail)]
