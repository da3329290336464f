"""How a case goes: its looks one after the other, and each concerned aspect before and now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cases.gaps.about import About, about
from cases.models import HELP_BEGINS, Case, CheckIn, Event, Rescreen
from schools.models import User
from screening.models import Aspect, Group

if TYPE_CHECKING:
    from datetime import datetime

# The word always stands beside its sign.
SIGNS = {
    CheckIn.Progress.REACHED: "★",
    CheckIn.Progress.BETTER: "▲",
    CheckIn.Progress.SAME: "▬",
    CheckIn.Progress.WORSE: "▼",
}
SHOWN = 8


@dataclass(frozen=True)
class Look:
    """One check-in as the strip shows it."""

    check: CheckIn
    sign: str


@dataclass(frozen=True)
class Then:
    """One aspect: its level when the case was opened (0 unknown), and when it was looked at again (None: not yet)."""

    aspect: Aspect
    before: int
    now: int | None
    seen_at: "datetime | None" = None


@dataclass(frozen=True)
class Course:
    """`is_locked`: some concerned aspect is closed to this person. `is_whole`: every one was looked at again.

    `is_better`: one of them is better now, or nobody has looked yet.
    """

    aspects: Sequence[Then]
    is_locked: bool
    is_whole: bool
    is_better: bool

    @property
    def is_begun(self) -> bool:
        return any(one.now for one in self.aspects)


def looks(case: Case) -> list[Look]:
    """The latest ones, oldest first."""
    checks = case.check_ins.select_related("by").order_by("-on", "-pk")[:SHOWN]
    return [Look(check, SIGNS[CheckIn.Progress(check.progress)]) for check in reversed(checks)]


def before_and_now(case: Case, concerned: About, events: Iterable[Event]) -> Course:
    """`concerned`: the aspects she may see; `events`: the case's own; what was seen since the help began counts."""
    since = max((event.at for event in events if event.kind in HELP_BEGINS), default=None)
    found = {
        seen.slug: seen
        for seen in Rescreen.objects.filter(case=case).order_by("at", "pk")
        if since is None or seen.at > since
    }
    return Course(
        [_then(aspect, level, found.get(aspect.slug)) for aspect, level in concerned.shown],
        is_locked=concerned.is_locked,
        is_whole=set(case.aspects) <= set(found),
        is_better=not found or any(_is_better(seen) for seen in found.values()),
    )


def _is_better(seen: Rescreen) -> bool:
    """Also when nothing is known of before and it is ปกติ now."""
    return seen.after < seen.before or (seen.before == 0 and seen.after == Group.NORMAL)


def _then(aspect: Aspect, level: int, seen: Rescreen | None) -> Then:
    return Then(aspect, seen.before, seen.after, seen.at) if seen else Then(aspect, level, None)


def course_of(user: User, case: Case) -> Course:
    """The same for a page that has loaded nothing yet: three statements."""
    return before_and_now(case, about(user, case), case.events.filter(kind__in=HELP_BEGINS))
