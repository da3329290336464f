"""Instruments as they are shipped, and results of them; the computed column follows."""

from pathlib import Path

from journal.context import acting
from screening import minds
from screening.actions import load_instrument
from screening.models import Assessment, Instrument, Rater
from tests.make.moments import now

INSTRUMENTS = Path(__file__).parents[2] / "fixtures" / "instruments"


def instrument(code="sdq"):
    """The shipped version, loaded once."""
    known = Instrument.objects.filter(code=code, area=None, is_current=True).first()
    if known:
        return known
    path = INSTRUMENTS / f"{code}.yaml"
    with acting(system="test"):
        return load_instrument(None, source=path.read_text(encoding="utf-8"), name=path.name, by=None)


def assessment(student, *, by, code="sdq", round_=None, rater=Rater.TEACHER, level=1, **more):
    """A result that stands there; nothing follows from it."""
    used = instrument(code)
    return Assessment.objects.create(
        student=student,
        school=student.school,
        classroom=student.classroom,
        instrument=used,
        code=code,
        round=round_,
        rater=rater,
        level=level,
        recorded_by=by,
        **{
            "mode": Assessment.Mode.TOTALS,
            "norms": used.parsed.default_norms,
            "assessed_on": now().date(),
            "is_complete": True,
            "recorded_at": now(),
        }
        | more,
    )


def sdq(student, round_=None, *, total, by, rater=Rater.TEACHER, follow=True, **more):
    """An SDQ whose total is all that is told, banded by the shipped norm set; จิตใจ follows it in a round."""
    bands = instrument("sdq").parsed.norm_set("th-obec").find("total", rater=rater, sex="f", age=10)
    level = next(band.level for band in bands if band.low <= total <= band.high)
    told = {"scores": {"total": total}, "bands": {"total": level}} | more
    made = assessment(student, by=by, round_=round_, rater=rater, level=level, **told)
    if round_ and follow:
        minds.follow(round_, [student.pk])
    return made
