"""Internal referrals of the story school, one in every state, and one case that the area's psychologist reads."""

from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case, Event
from cases.models import State as CaseState
from journal.context import acting
from referrals import actions
from referrals.clock import ANSWER_WITHIN
from referrals.models import Inside, To
from schools import calendar
from schools.models import Holiday, Notice
from studentcare.demo.places import World
from studentcare.demo.staff import OWN, Staff


@dataclass(frozen=True)
class Told:
    """`to`: user names; `end`: what became of it; `ago`: working weeks are not counted, days are."""

    to: To
    people: tuple[str, ...]
    reason: str
    asked: str
    end: str
    ago: int
    sections: tuple[str, ...] = ("name", "age", "strengths", "plan")


STORY = [
    Told(To.NURSE, ("pim",), "มาถึงโรงเรียนแล้วหมดแรง ไม่ได้กินข้าวจากบ้าน", "ขอให้ดูเรื่องอาหารเช้าและชั่งน้ำหนัก", "pending", 1),
    Told(To.PSYCHOLOGIST, ("chit",), "ซึมลงหลังย้ายไปอยู่กับยาย", "ขอปรึกษาวิธีพูดคุยและการทำงานกับครอบครัว", "accepted", 6,
         ("name", "age", "strengths", "screening", "plan", "case")),
    Told(To.DISCIPLINE, ("decha",), "มาสายเพราะรอรถ ถูกตัดคะแนนทุกสัปดาห์", "ขอพิจารณาเวลาเข้าแถวเป็นรายคน", "done", 20),
    Told(To.HEAD, ("praphan",), "บ้านหลังคารั่ว", "ขอประสาน อบต. เรื่องซ่อมบ้าน", "declined", 15),
    Told(To.NURSE, ("pim",), "สายตาสั้น มองกระดานไม่ชัด", "ขอวัดสายตา", "revoked", 12),
    Told(To.COMMITTEE, ("khet", "chit"), "ต้องหาที่เรียนที่ดูแลความต้องการพิเศษได้", "ขอความเห็นเรื่องการจัดที่เรียน", "pending", 3,
         ("age", "strengths", "plan")),
]  # fmt: skip


def build_inside(world: World, staff: Staff) -> None:
    school = world.schools[OWN]
    cases = list(Case.objects.filter(school=school, state=CaseState.HELPING).order_by("-number"))
    kanplu = staff.people["kanplu"]
    for place, told in enumerate(STORY):
        inside = actions.send_inside(
            cases[place % len(cases)],
            to=told.to,
            people=[staff.people[name] for name in told.people],
            reason=told.reason,
            asked=told.asked,
            sections=told.sections,
            sensitive_reason="ต้องเห็นแผนและสิ่งที่ทำแล้วก่อนให้คำแนะนำ" if "case" in told.sections else "",
            by=kanplu,
        )
        _name(world, inside)
        _go_on(inside, told, staff)
        _set_back(world, inside, told)
    Notice.objects.filter(kind=Notice.Kind.INSIDE, made_by=kanplu).exclude(
        url__in=[reverse("referrals:inside", args=[one.public_id]) for one in Inside.objects.open()]
    ).delete()


def _name(world: World, inside: Inside) -> None:
    """The act gave it an address by chance; everything that leads to it leads to the one it has every time."""
    before, inside.public_id = reverse("referrals:inside", args=[inside.public_id]), world.public_id()
    inside.save(update_fields=["public_id"])
    after = reverse("referrals:inside", args=[inside.public_id])
    Event.objects.filter(url=before).update(url=after)
    Notice.objects.filter(url=before).update(url=after)


def _go_on(inside: Inside, told: Told, staff: Staff) -> None:
    her, kanplu = staff.people[told.people[0]], staff.people["kanplu"]
    with acting(her):  # the case is told only by whom it was sent to
        if told.end in ("accepted", "done"):
            inside = actions.accept_inside(inside, version=inside.version, by=her)
        if told.end == "done":
            actions.finish_inside(
                inside,
                result="ตกลงเวลาใหม่กับนักเรียนและครูเวรแล้ว",
                advice="ครูประจำชั้นนับวันมาทันทุกสัปดาห์\nครบเดือนแล้วทบทวนด้วยกัน",
                version=inside.version,
                by=her,
            )
        if told.end == "declined":
            say = "ครูแนะแนวประสาน อบต. ได้เอง โรงเรียนมีหนังสือนำให้"
            actions.decline_inside(inside, answer=say, version=inside.version, by=her)
    if told.end == "revoked":
        actions.revoke_inside(inside, reason="โรงพยาบาลออกหน่วยวัดสายตาแล้ว", version=inside.version, by=kanplu)


def _set_back(world: World, inside: Inside, told: Told) -> None:
    sent, answered = world.moment(told.ago, 10, 5), world.moment(max(0, told.ago - 1), 9, 40)
    ours = Inside.objects.filter(pk=inside.pk)
    holidays = set(Holiday.objects.filter(area=world.area).values_list("on", flat=True))
    ours.update(sent_at=sent, due_on=calendar.add_working_days(sent.date(), ANSWER_WITHIN, holidays))
    ours.filter(answered_at__isnull=False).update(answered_at=answered)
    ours.filter(done_at__isnull=False).update(done_at=world.moment(max(0, told.ago - 4), 14, 20))
    ours.filter(revoked_at__isnull=False).update(revoked_at=answered)
    events = Event.objects.filter(case=inside.case_id, text__startswith=inside.code).order_by("pk")
    for event, at in zip(events, (sent, answered, world.moment(max(0, told.ago - 4), 14, 20)), strict=False):
        Event.objects.filter(pk=event.pk).update(at=at)
