"""Three lines to read before the door opens: what is good, what to watch, what is being done. Computed from facts."""

from dataclasses import dataclass

from cases.models import Case, State, Task
from screening.models import Aspect, Group
from studentcare.story.known import Days, Known
from studentcare.story.learning import unresolved
from studentcare.story.strip import Strip

MOST = 4
WATCHED = 90  # percent of school days below which attendance is named (domain.md F.3)


@dataclass(frozen=True)
class Summary:
    strengths: str
    watch: str
    doing: str

    @property
    def lines(self) -> list[tuple[str, str]]:
        said = (("จุดแข็ง", self.strengths), ("เฝ้าระวัง", self.watch), ("กำลังทำ", self.doing))
        return [(label, words) for label, words in said if words]


def summary_of(known: Known, strip: Strip | None) -> Summary:
    """One statement."""
    return Summary(strengths(known, strip), " · ".join(watched(known, strip)[:MOST]), doing(known))


def strengths(known: Known, strip: Strip | None) -> str:
    student = known.student
    said = [student.strengths.split("\n")[0], f"สนใจ{student.interests}" if student.interests else ""]
    if strip and any(cell.aspect.slug == "talent" and cell.level == Group.RISK for cell in strip.cells):
        said.append("มีความสามารถพิเศษ")
    return " · ".join(part for part in said if part)


def watched(known: Known, strip: Strip | None) -> list[str]:
    """Only what the person may see in full elsewhere on the page."""
    found = []
    if known.health and known.health.allergies:
        found.append(f"แพ้{known.health.allergies}")
    for cell in strip.cells if strip else ():
        if cell.level is not None and cell.aspect.kind == Aspect.Kind.LEVEL and cell.level >= Group.RISK:
            found.append(f"{cell.aspect.short}\u00a0{Group(cell.level).label}")
    days = Days.of(known.this_year)
    if days.all and days.percent < WATCHED:
        found.append(f"มาเรียน\u00a0{days.percent}%")
    if known.results and unresolved(known.results[0]) not in ("", "ไม่มี"):
        found.append(f"ค้าง {unresolved(known.results[0])}")
    if known.growth and known.growth.level > Group.NORMAL:
        found.append(known.growth.word)
    return found


def doing(known: Known) -> str:
    """The next two things that somebody does in an open case she may see."""
    cases = Case.objects.visible_to(known.user).filter(student=known.student).exclude(state=State.CLOSED)
    tasks = Task.objects.visible_to(known.user).undone().filter(case__in=cases).order_by("due_on", "pk")
    return " · ".join(tasks.values_list("text", flat=True)[:2])
