"""Opening a round, handing a room in, asking to open it again and opening it."""

from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from procrastinate.contrib.django import app as jobs

from journal.actions import record
from journal.models import Verb
from schools.models import Area, Classroom, School, Term, User
from screening import figures, minds
from screening.actions.rows import Closed
from screening.actions.signals import keep_signals
from screening.models import CriteriaSet, Rater, Round, Submission
from screening.signals import signals_of


@transaction.atomic
def open_round(
    place: School | Area,
    *,
    term: Term,
    criteria: CriteriaSet,
    opens_on: date,
    closes_on: date,
    mind_rater: str = Rater.TEACHER,
    mind_norms: str = "th-obec",
    by: User,
) -> Round:
    """A round for one school, or for all schools of an area with one deadline; its ครั้งที่ follows by itself.

    `mind_rater` and `mind_norms` choose whose SDQ the column จิตใจ shows, and by which norm set.
    """
    school = place if isinstance(place, School) else None
    area = place.area if isinstance(place, School) else place
    Area.objects.select_for_update().get(pk=area.pk)  # two people opening at once get two different numbers
    earlier = Round.objects.filter(area=area, school=school, year=term.year, term=term.number)
    number = earlier.aggregate(last=Max("sequence"))["last"] or 0
    round_ = Round.objects.create(
        area=area,
        school=school,
        year=term.year,
        term=term.number,
        sequence=number + 1,
        criteria=criteria,
        opens_on=opens_on,
        closes_on=closes_on,
        mind_rater=mind_rater,
        mind_norms=mind_norms,
        opened_by=by,
        opened_at=timezone.now(),
    )
    record(Verb.OPENED, round_, by=by, round=round_.name, until=closes_on)
    return round_


@transaction.atomic
def edit_round(
    round_: Round, *, closes_on: date, mind_rater: str | None = None, mind_norms: str | None = None, by: User
) -> Round:
    """Another deadline, another SDQ for the column จิตใจ: then it is computed again, an area's by the worker."""
    before, mind = round_.closes_on, (round_.mind_rater, round_.mind_norms)
    round_.closes_on = closes_on
    round_.mind_rater, round_.mind_norms = mind_rater or mind[0], mind_norms or mind[1]
    round_.save(update_fields=["closes_on", "mind_rater", "mind_norms"])
    informant = f"{round_.mind_rater} {round_.mind_norms}"
    record(Verb.CONFIGURED, round_, by=by, round=round_.name, until=closes_on, was=before, mind=informant)
    if mind == (round_.mind_rater, round_.mind_norms):
        return round_
    if round_.school_id:
        minds.follow_all(round_)
    else:
        jobs.configure_task(minds.FOLLOW_ALL, allow_unknown=False).defer(round_id=round_.pk)
    return round_


@transaction.atomic
def submit(round_: Round, *, classroom: Classroom, answer: str = "", by: User) -> Submission:
    """Hand the room in and lock its rows. Handed in twice it stays as the first time.

    `answer`: the teacher's word about the signs she was shown before (`signals`), which are kept with it.
    """
    submission = held_submission(round_, classroom)
    if submission.submitted_at:
        return submission
    if not (round_.is_open(on=timezone.localdate()) or submission.reopened_at):
        raise Closed
    submission.submitted_at, submission.submitted_by = timezone.now(), by
    submission.asked_at = submission.asked_by = None
    submission.asked_reason = ""
    submission.save()
    keep_signals(round_, classroom=classroom, found=signals_of(round_, classroom), answer=answer, by=by)
    record(Verb.SUBMITTED, classroom, by=by, round=round_.name)
    return submission


@transaction.atomic
def ask_to_reopen(round_: Round, *, classroom: Classroom, reason: str, by: User) -> Submission:
    """The teacher asks; a counselor opens (decisions B9)."""
    submission = held_submission(round_, classroom)
    submission.asked_at, submission.asked_by, submission.asked_reason = timezone.now(), by, reason
    submission.save()
    record(Verb.ASKED, classroom, by=by, round=round_.name)
    return submission


@transaction.atomic
def reopen(round_: Round, *, classroom: Classroom, by: User) -> Submission:
    """Open the room's rows again, also after the deadline."""
    submission = held_submission(round_, classroom)
    submission.submitted_at = submission.submitted_by = None
    submission.asked_at = submission.asked_by = None
    submission.asked_reason = ""
    submission.reopened_at, submission.reopened_by = timezone.now(), by
    submission.save()
    record(Verb.REOPENED, classroom, by=by, round=round_.name)
    return submission


def held_submission(round_: Round, classroom: Classroom) -> Submission:
    """The room's submission, made when it has none; nobody writes into the room until the transaction ends."""
    figures.hold(round_, classroom.pk)
    submission, _ = Submission.objects.select_for_update(of=("self",)).get_or_create(
        round=round_, classroom=classroom, defaults={"school_id": classroom.school_id}
    )
    return submission
