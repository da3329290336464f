"""The network and 21 referrals: drafts, letters to sign, silence, answers (ux.md §6.3). Told through the real acts."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from cases.models import Case, Event
from cases.models import State as CaseState
from referrals import actions
from referrals.models import Agency, AgencyType, Referral, Reply, State
from schools import calendar
from schools.models import Holiday, User
from studentcare.demo.places import BANGKOK, World
from studentcare.demo.staff import Staff
from students.models import Guardian

AGENCIES = [
    ("hospital", "โรงพยาบาลจำลองรัตน์", "ผู้อำนวยการโรงพยาบาลจำลองรัตน์"),
    ("social-development", "พมจ.ตัวอย่างธานี", "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดตัวอย่างธานี"),
    ("shelter", "บ้านพักเด็กสมมติ", "หัวหน้าบ้านพักเด็กและครอบครัวจังหวัดตัวอย่างธานี"),
    ("public-health", "สสจ.ตัวอย่างธานี", "นายแพทย์สาธารณสุขจังหวัดตัวอย่างธานี"),
    ("special-education", "ศูนย์การศึกษาพิเศษตัวอย่างธานี", "ผู้อำนวยการศูนย์การศึกษาพิเศษ"),
    ("police", "สภ.เมืองตัวอย่าง", "ผู้กำกับการสถานีตำรวจภูธรเมืองตัวอย่าง"),
    ("learning-encouragement", "สกร.อำเภอจำลอง", "ผู้อำนวยการศูนย์ส่งเสริมการเรียนรู้อำเภอจำลอง"),
]


@dataclass(frozen=True)
class Told:
    """One referral of the story: how far it came, which agency, how many working days ago it was sent."""

    state: State
    agency: int = 0
    sent: int = 0


STORY = [
    Told(State.SENT, 0, 5),
    Told(State.SENT, 0, 12),
    Told(State.AWAITING_SIGNATURE, 1),
    Told(State.ANSWERED, 4, 4),
    Told(State.DRAFT, 1),
    Told(State.CLOSED, 0, 20),
    Told(State.SENT, 3, 3),
    Told(State.ANSWERED, 0, 9),
    Told(State.CLOSED, 6, 18),
    Told(State.AWAITING_SIGNATURE, 0),
    Told(State.SENT, 2, 8),
    Told(State.ANSWERED, 1, 11),
    Told(State.DRAFT, 4),
    Told(State.CLOSED, 5, 25),
    Told(State.SENT, 0, 2),
    Told(State.ANSWERED, 3, 14),
    Told(State.CLOSED, 2, 22),
    Told(State.SENT, 4, 6),
    Told(State.CLOSED, 0, 30),
    Told(State.ANSWERED, 0, 10),
    Told(State.CLOSED, 1, 28),
]


def build_referrals(world: World, staff: Staff) -> None:
    types = {kind.code: kind for kind in AgencyType.objects.all()}
    agencies = Agency.objects.bulk_create(
        Agency(
            public_id=world.public_id(),
            area=world.area,
            type=types[code],
            name=name,
            addressee=addressee,
            phone="000-000-0000",
            contact="เจ้าหน้าที่ประสานงาน",
        )
        for code, name, addressee in AGENCIES
    )
    teller = _Teller(world, staff, agencies)
    helping = list(Case.objects.filter(state=CaseState.HELPING).order_by("school_id", "-number"))
    main, others = helping[0], helping[1:]  # the main story has the one that is waited for
    for place, told in enumerate(STORY):
        teller.tell(told, others[(place - 1) % len(others)] if place else main)
    Referral.objects.update(year=calendar.academic_year(world.today))


class _Teller:
    def __init__(self, world: World, staff: Staff, agencies: list[Agency]) -> None:
        self.world, self.staff, self.agencies = world, staff, agencies
        self.holidays = set(Holiday.objects.filter(area=world.area).values_list("on", flat=True))

    def tell(self, told: Told, case: Case) -> None:
        by = case.owner or self.staff.counselors[case.school_id]
        referral = actions.refer(case, agency=self.agencies[told.agency], by=by)
        self.name(referral)
        referral = self.prepare(referral, by)
        sent_on = max(self.working_day(told.sent), self.after(case))
        if told.state != State.DRAFT:
            referral = actions.ask_signature(referral, version=referral.version, by=by)
        if told.state in (State.SENT, State.ANSWERED, State.CLOSED):
            referral = self.send(referral, sent_on)
        if told.state in (State.ANSWERED, State.CLOSED):
            self.answer(referral, by, sent_on)
        if told.state == State.CLOSED:
            referral.refresh_from_db()
            actions.close(referral, reason="รับบริการครบแล้ว", version=referral.version, by=by)
        self.set_back(referral, sent_on)

    def name(self, referral: Referral) -> None:
        """The act gave it a name by chance; the line of its draft leads to the name it has every time."""
        name = self.world.public_id()
        Referral.objects.filter(pk=referral.pk).update(public_id=name)
        told = Event.objects.filter(case=referral.case, text__startswith=referral.code)
        told.update(url=reverse("referrals:referral", args=[name]))

    def prepare(self, referral: Referral, by: User) -> Referral:
        sections = ["name", "age", "guardians", "coordinator", "strengths", "screening"]
        referral = actions.give_reason(
            referral,
            reason="ครอบครัวมีรายได้ไม่พอ นักเรียนขาดเรียนวันจันทร์บ่อย",
            tried="ครูประจำชั้นพูดคุยกับผู้ปกครองและขอทุนอาหารกลางวันให้แล้ว",
            asked="ขอประเมินและให้คำแนะนำแก่ครอบครัว",
            version=referral.version,
            by=by,
        )
        referral = actions.choose_sections(
            referral, sections=sections, sensitive_reason="", version=referral.version, by=by
        )
        mother = Guardian.objects.filter(student=referral.student_id).order_by("relation").last()
        return actions.record_consent(
            referral,
            consent="given",
            consent_by=str(mother),
            consent_relation="มารดา",
            consent_on=self.world.today - datetime.timedelta(days=12),
            consent_how="paper",
            consent_evidence="",
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

    def answer(self, referral: Referral, by: User, sent_on: datetime.date) -> None:
        actions.record_reply(
            referral,
            result="accepted",
            said_by="เจ้าหน้าที่สมมติ",
            position="นักสังคมสงเคราะห์",
            phone="000-000-0000",
            how="phone",
            received_on=min(self.world.today, calendar.add_working_days(sent_on, 4, self.holidays)),
            appointment_on=self.world.today + datetime.timedelta(days=9),
            advice="ให้โรงเรียนดูแลเรื่องอาหารเช้าต่อไป หน่วยงานจะเยี่ยมบ้านภายในสองสัปดาห์",
            version=referral.version,
            by=by,
        )

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

    def set_back(self, referral: Referral, sent_on: datetime.date) -> None:
        """The acts were done just now; the story says when: drafted and asked the day before, sent in the morning."""
        sent_at = datetime.datetime.combine(sent_on, datetime.time(9, 10), tzinfo=BANGKOK)
        times = [sent_at - datetime.timedelta(hours=hours) for hours in (19, 18, 0)]
        answered_on = min(self.world.today, calendar.add_working_days(sent_on, 4, self.holidays))
        answered_at = datetime.datetime.combine(answered_on, datetime.time(10, 20), tzinfo=BANGKOK)
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
        newest = Event.objects.filter(case=referral.case).latest("at").at
        Case.objects.filter(pk=referral.case_id).update(touched_at=newest)
