"""The network and 21 referrals: drafts, letters to sign, silence, answers (ux.md §6.3). Told through the real acts."""

import datetime
from collections import Counter
from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case, Event
from cases.models import State as CaseState
from referrals import actions, ladder, links
from referrals.models import AgeBand, Agency, Link, Referral, Reply, State
from referrals.proposed import proposed_consent
from schools import calendar
from schools.models import Holiday, User
from studentcare.demo.network import build_network
from studentcare.demo.places import BANGKOK, World
from studentcare.demo.staff import OWN, Staff

HOSPITAL, SOCIAL, SHELTER, HEALTH, SPECIAL, POLICE, LEARNING = range(7)  # places in `network.AGENCIES`
FORTNIGHT = 14
DEMO_CODE = "123456"  # of every demo link: who tries the product reads it on /demo/agency/

ADVICE = "ให้นั่งแถวหน้าและอยู่ใกล้เพื่อนที่ไว้ใจ\nครูประจำชั้นพูดคุยสัปดาห์ละครั้ง บันทึกสั้น ๆ\nแจ้งหน่วยงานถ้าขาดเรียนเกิน 2 วันติดกัน"


@dataclass(frozen=True)
class Told:
    """One referral of the story: how far it came, which agency, how many working days ago it was sent.

    `answered`: after how many working days they said `result`.
    """

    state: State
    agency: int = HOSPITAL
    sent: int = 0
    answered: int = 4
    result: str = "accepted"
    outcome: str = "served"


STORY = [
    Told(State.SENT, HOSPITAL, 5),
    Told(State.SENT, HOSPITAL, 12),
    Told(State.AWAITING_SIGNATURE, SOCIAL),
    Told(State.RECEIVED, SPECIAL, 6, 2),
    Told(State.DRAFT, SOCIAL),
    Told(State.CLOSED, HOSPITAL, 20, 6, outcome="helped"),
    Told(State.SENT, HEALTH, 3),
    Told(State.ANSWERED, HOSPITAL, 9, 3),
    Told(State.CLOSED, LEARNING, 18, 2),
    Told(State.DECLINED, SHELTER, 8, 1, result="declined"),
    Told(State.SENT, SHELTER, 8),
    Told(State.ANSWERED, SOCIAL, 11, 5),
    Told(State.DRAFT, SPECIAL),
    Told(State.CLOSED, POLICE, 22, 1, outcome="not_served"),
    Told(State.RECEIVED, HOSPITAL, 10, 7),
    Told(State.EXPIRED, HEALTH, 24),
    Told(State.CLOSED, SHELTER, 21, 1),
    Told(State.RECEIVED, SPECIAL, 7, 3),
    Told(State.CLOSED, HOSPITAL, 24, 11, outcome="helped"),
    Told(State.REVOKED, POLICE, 4),
    Told(State.CLOSED, SOCIAL, 23, 8),
]
TWO_DAYS = datetime.timedelta(days=2)
OUTSIDE = (State.SENT, State.RECEIVED, State.ANSWERED, State.CLOSED, State.DECLINED, State.EXPIRED, State.REVOKED)
REPLIED = (State.RECEIVED, State.ANSWERED, State.CLOSED, State.DECLINED)


def build_referrals(world: World, staff: Staff) -> None:
    agencies = build_network(world, staff)
    teller = _Teller(world, staff, agencies)
    helping = list(Case.objects.filter(state=CaseState.HELPING).order_by("school_id", "-number"))
    main, others = helping[0], helping[1:]  # the main story has the one that is waited for
    for place, told in enumerate(STORY):
        teller.tell(told, teller.case_for(told, others) if place else main)
    Referral.objects.update(year=calendar.academic_year(world.today))


class _Teller:
    def __init__(self, world: World, staff: Staff, agencies: list[Agency]) -> None:
        self.world, self.staff, self.agencies = world, staff, agencies
        self.told: Counter[int] = Counter()
        self.home, self.at_home = world.schools[OWN].pk, {STORY[0].state}
        self.holidays = set(Holiday.objects.filter(area=world.area).values_list("on", flat=True))

    def case_for(self, told: Told, cases: list[Case]) -> Case:
        """One that was accepted before the letter could leave, of which few letters are told yet."""
        sent_on = self.working_day(told.sent)
        old = [case for case in cases if self.after(case) <= sent_on] or cases
        if told.state not in self.at_home:  # the school of the story has one of every kind
            old = [case for case in old if case.school_id == self.home] or old
            self.at_home.add(told.state)
        chosen = min(old, key=lambda case: self.told[case.pk] // 2)
        self.told[chosen.pk] += 1
        return chosen

    def tell(self, told: Told, case: Case) -> None:
        by = case.owner or self.staff.counselors[case.school_id]
        referral = actions.refer(case, agency=self.agencies[told.agency], by=by)
        self.name(referral)
        sent_on = max(self.working_day(told.sent), self.after(case))
        referral = self.prepare(referral, sent_on - TWO_DAYS, by)
        if told.state != State.DRAFT:
            # no letter is older than its case, so the link that has run out was given for two weeks only
            days = FORTNIGHT if told.state == State.EXPIRED else referral.link_days
            referral = actions.ask_signature(referral, version=referral.version, link_days=days, by=by)
        if told.state in OUTSIDE:
            referral = self.send(referral, sent_on)
        if told.state in REPLIED:
            self.answer(referral, told, by, sent_on)
        self.end(referral, told, by)
        self.set_back(referral, told, sent_on)

    def name(self, referral: Referral) -> None:
        """The act gave it a name by chance; the line of its draft leads to the name it has every time."""
        name = self.world.public_id()
        Referral.objects.filter(pk=referral.pk).update(public_id=name)
        told = Event.objects.filter(case=referral.case, text__startswith=referral.code)
        told.update(url=reverse("referrals:referral", args=[name]))

    def prepare(self, referral: Referral, agreed_on: datetime.date, by: User) -> Referral:
        sections = ["name", "age", "guardians", "coordinator", "strengths", "screening"]
        referral = actions.give_reason(
            referral,
            reason="ครอบครัวมีรายได้ไม่พอ นักเรียนขาดเรียนวันจันทร์บ่อย",
            tried="ครูประจำชั้นพูดคุยกับผู้ปกครองและขอทุนอาหารกลางวันให้แล้ว",
            asked="ขอประเมินและให้คำแนะนำแก่ครอบครัว",
            version=referral.version,
            by=by,
        )
        if ladder.skipped(referral.case):
            referral = actions.climb_ladder(
                referral, skip_reason=ladder.READY_REASONS[2], version=referral.version, by=by
            )
        referral = actions.choose_sections(
            referral, sections=sections, sensitive_reason="", version=referral.version, by=by
        )
        return self.agree(referral, agreed_on, by)

    def agree(self, referral: Referral, on: datetime.date, by: User) -> Referral:
        """Who is asked, and whether the child is asked as well, follows from her age (domain.md E.5)."""
        asked = proposed_consent(referral, on)
        return actions.record_consent(
            referral,
            consent="given",
            consent_by=asked["consent_by"],
            consent_relation=asked["consent_relation"],
            consent_on=on,
            consent_how="paper",
            consent_evidence="",
            consent_age=asked["consent_age"],
            child_wish="agrees" if asked["consent_age"] == AgeBand.FROM_10 else "",
            version=referral.version,
            by=by,
        )

    def send(self, referral: Referral, on: datetime.date) -> Referral:
        return actions.sign(
            referral,
            letter_number=f"{referral.school.letter_series}{100 + referral.number}",
            letter_on=on,
            sent_on=on,
            version=referral.version,
            by=self.staff.heads[referral.school_id],
        )

    def answer(self, referral: Referral, told: Told, by: User, sent_on: datetime.date) -> None:
        """Told on the telephone; what was only taken has no advice yet."""
        took = told.result == "accepted"
        actions.add_reply(
            referral,
            how="phone",
            result=told.result,
            why="" if took else "area",
            said_by="เจ้าหน้าที่สมมติ",
            position="นักสังคมสงเคราะห์",
            phone="000-000-0000",
            received_on=self.answered_on(told, sent_on),
            appointment_on=self.appointment_on(told, sent_on) if took else None,
            appointment_place="09.30 น. อาคารผู้ป่วยนอก" if took else "",
            advice=self.words(told),
            by=by,
        )

    def appointment_on(self, told: Told, sent_on: datetime.date) -> datetime.date:
        """Of what is over, three working days after they said yes; of the others next week."""
        if told.state == State.CLOSED:
            return calendar.add_working_days(self.answered_on(told, sent_on), 3, self.holidays)
        return calendar.add_working_days(self.world.today, 4, self.holidays)

    def words(self, told: Told) -> str:
        if told.state == State.DECLINED:
            return "อยู่นอกพื้นที่รับผิดชอบ แนะนำให้ติดต่อ พมจ."
        return "" if told.state == State.RECEIVED else ADVICE

    def answered_on(self, told: Told, sent_on: datetime.date) -> datetime.date:
        return min(self.world.today, calendar.add_working_days(sent_on, told.answered, self.holidays))

    def end(self, referral: Referral, told: Told, by: User) -> None:
        referral.refresh_from_db()
        if told.state == State.CLOSED:
            reason = "ผู้ปกครองขอรอดูก่อน" if told.outcome == "not_served" else "รับบริการครบแล้ว"
            actions.close(referral, reason=reason, outcome=told.outcome, version=referral.version, by=by)
        if told.state == State.REVOKED:
            actions.revoke(referral, reason="ครอบครัวขอไปเอง", version=referral.version, by=by)

    def working_day(self, ago: int) -> datetime.date:
        day = self.world.today
        while calendar.working_days(day, self.world.today, self.holidays) < ago or not self.works(day):
            day -= datetime.timedelta(days=1)
        return day

    def after(self, case: Case) -> datetime.date:
        """The first working day on which a letter could follow the plan."""
        accepted_on = case.accepted_at.astimezone(BANGKOK).date() if case.accepted_at else self.world.today
        return min(self.world.today, calendar.add_working_days(accepted_on, 1, self.holidays))

    def works(self, day: datetime.date) -> bool:
        return calendar.is_working_day(day, self.holidays)

    def set_back(self, referral: Referral, told: Told, sent_on: datetime.date) -> None:
        """The acts were done just now; the story says when: drafted and asked the day before, sent in the morning."""
        sent_at = datetime.datetime.combine(sent_on, datetime.time(9, 10), tzinfo=BANGKOK)
        times = [sent_at - datetime.timedelta(hours=hours) for hours in (19, 18, 0)]
        answered_at = datetime.datetime.combine(self.answered_on(told, sent_on), datetime.time(10, 20), tzinfo=BANGKOK)
        times += [answered_at, answered_at + datetime.timedelta(hours=5)]
        if self.world.latest:
            times = [min(at, self.world.latest) for at in times]
        events = Event.objects.filter(case=referral.case, text__startswith=referral.code).order_by("pk")
        for event, at in zip(events, times, strict=False):
            Event.objects.filter(pk=event.pk).update(at=at)
        ours = Referral.objects.filter(pk=referral.pk)
        ours.update(drafted_at=times[0])
        ours.exclude(state=State.DRAFT).update(asked_to_sign_at=times[1])
        ours.filter(signed_at__isnull=False).update(signed_at=times[2])
        ours.filter(answered_at__isnull=False).update(answered_at=times[3])
        ours.filter(closed_at__isnull=False).update(closed_at=times[4])
        Reply.objects.filter(referral=referral).update(recorded_at=times[3])
        self.set_link_back(referral, times[2])
        newest = Event.objects.filter(case=referral.case).latest("at").at
        Case.objects.filter(pk=referral.case_id).update(touched_at=newest)

    def set_link_back(self, referral: Referral, sent_at: datetime.datetime) -> None:
        """As old as its letter; one code for all."""
        until = sent_at + datetime.timedelta(days=referral.link_days)
        Link.objects.filter(referral=referral).update(
            made_at=sent_at, expires_at=until, code_sealed=links.sealed_code(referral.pk, DEMO_CODE)
        )
