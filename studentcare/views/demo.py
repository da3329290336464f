"""The demo area's front door: one tap to look at the system as a teacher, a counselor, a head …

Both pages exist in demo mode only, where every person and every child is invented.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from journal.actions import line
from journal.context import acting
from journal.models import Verb
from schools.models import Appointment, Role, User
from schools.thai import clean
from studentcare.demo.visitors import demo_letters, demo_people, duties_of

STORY = "somying"  # ป.4/1 of บ้านสมมติวิทยา, where there is something of everything to do
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"

# What there is to try in the first five minutes (ux.md 6.4), for the parts that exist.
TRIES = {
    Role.HOMEROOM: (
        "เปิด “คัดกรอง” แตะเฉพาะคนที่เสี่ยงหรือมีปัญหา แล้วกด “ที่เหลือปกติ”",
        "บันทึกโฮมรูมของห้อง และเขียนความดีของนักเรียนคนหนึ่ง",
        "ดูเด็กที่เข้าเกณฑ์แต่ยังไม่มีใครดูแล แล้วเปิดเคสให้คนหนึ่ง",
        "กรอก SDQ ทั้งห้องจาก “แบบประเมิน” และบันทึกเยี่ยมบ้านของนักเรียนคนหนึ่ง",
    ),
    Role.COUNSELOR: (
        "รับเคสที่ครูเปิดไว้ ประเมิน วางแผนจากแนวทางของเขต แล้วติดตามผลรายสัปดาห์",
        "เขียนบันทึกเฉพาะผู้มีชื่อ ประชุมรายกรณี แล้วพิมพ์รายงานเคส",
        "ดูสัญญาณเตือน ผล SDQ สามแหล่งข้อมูล และความคืบหน้าเยี่ยมบ้าน",
        "ส่งต่อโรงพยาบาล ดูก่อนว่าผู้รับจะเห็นอะไร ส่งให้ ผอ. ลงนาม แล้วเป็นหน่วยงานที่ตอบกลับ",
        "เปิดกระดานส่งต่อ เตือนหน่วยงานที่ยังไม่ตอบ และหาทางใหม่ให้เรื่องที่ถูกปฏิเสธ",
        "รับมอบเคสที่มากับนักเรียนย้ายเข้า",
    ),
    Role.HEAD: (
        "อนุมัติแผนที่รออยู่ และลงนามหนังสือส่งต่อ",
        "ดูภาพรวมโรงเรียน และห้องที่ยังส่งไม่ครบ",
        "ดูรายงานการส่งต่อ และเลือกหัวจดหมายของโรงเรียน",
    ),
    Role.REGISTRAR: (
        "นำเข้าไฟล์ตัวอย่างของห้อง ป.4/2 ที่ยังว่างอยู่",
        "เปิด “ห้องเรียน” แล้ววางแผนเลื่อนชั้น หรือกรอกผลการเรียนของห้องหนึ่ง",
        "รับหรือขอย้ายนักเรียนกับโรงเรียนในเขต",
    ),
    Role.AREA_OFFICER: (
        "ดูห้าตัวเลขของเขตและเรื่องที่ต้องดูก่อน",
        "ดูความคืบหน้าเยี่ยมบ้านของทุกโรงเรียน",
        "พิมพ์สรุปเขตเป็น PDF หรือ Excel",
        "เปิดเครือข่าย: หน่วยงาน ข้อตกลงที่ใกล้หมดอายุ และเครือข่ายอำเภอ",
    ),
    Role.SCHOOL_ADMIN: ("แต่งตั้งครูประจำชั้น", "ออกรหัสใช้ครั้งเดียวและพิมพ์ใบแจกครู"),
    Role.GROUP: ("เทียบโรงเรียนในกลุ่ม โดยไม่เห็นชื่อนักเรียน",),
    Role.AREA_ADMIN: ("ดูโรงเรียนที่ยังไม่มี ผอ. หรือผู้ดูแลบัญชี", "แก้วันหยุดและปีการศึกษา", "ดูเครื่องมือคัดกรองที่ใช้อยู่"),
    Role.LEVEL_HEAD: ("ดูห้องของระดับชั้นครบห้าขั้น และใครยังไม่ได้คัดกรอง",),
    Role.NURSE: ("ดูโรคประจำตัวและการแพ้ของทั้งโรงเรียน", "รับเรื่องส่งต่อภายในถึงคุณ แล้วบันทึกผล"),
    Role.DISCIPLINE: ("ดูเหตุการณ์ที่ยังไม่สรุปผล", "ดูความประพฤติของทั้งโรงเรียน และแก้ระเบียบคะแนน"),
    Role.AREA_PSYCHOLOGIST: ("รับเรื่องที่โรงเรียนส่งถึง อ่านเท่าที่เลือกไว้ แล้วบันทึกผลและข้อเสนอแนะ", "อ่านเคสที่โรงเรียนเปิดให้ทั้งเรื่อง"),
    Role.AUDITOR: ("ดูการเปิดข้อมูลฉุกเฉินในเขต ไม่เห็นเด็ก ไม่เห็นเคส",),
}


# The large school's registrar gets the file with something to correct (fixtures/dmc, tools/sample_dmc.py).
LARGE_SCHOOL = "97000003"
CORRECTING = (
    "นำเข้าไฟล์ตัวอย่าง 421 แถว ต้องแก้ 7 แถว เตือน 5 แถว",
    "แก้ 2 แถว ดาวน์โหลดที่เหลือ นำเข้า แล้วย้อนกลับ",
)


@dataclass(frozen=True)
class Visit:
    """A person of the demo area, what to try as her, and the sample file she needs for it."""

    person: User
    duty: str
    tries: tuple[str, ...]
    sample: str = ""

    @property
    def sample_url(self) -> str:
        return static(f"studentcare/samples/{self.sample}")


@require_safe
@login_not_required
def demo(request: HttpRequest) -> HttpResponse:
    refuse_outside_demo()
    return render(request, "studentcare/demo.html", {"visits": visits()})


@require_POST
@login_not_required
def enter(request: HttpRequest) -> HttpResponse:
    refuse_outside_demo()
    person = get_object_or_404(demo_people(timezone.localdate()), public_id=clean(request.POST.get("person", "")[:8]))
    login(request, person, backend=BACKEND)
    with acting(person):
        line(Verb.SIGNED_IN, "schools.User", person.pk, by=person, school=person.school_id, demo=True)
    return redirect("studentcare:today")


@require_safe
@login_not_required
def demo_agency(request: HttpRequest) -> HttpResponse:
    """Which letters are out, with what an agency has in its hands: the address, and the code from the telephone."""
    refuse_outside_demo()
    return render(request, "studentcare/demo_agency.html", {"letters": demo_letters()})


def refuse_outside_demo() -> None:
    if not settings.DEMO:
        raise Http404


def visits() -> list[Visit]:
    """The first person of each role, in the order in which the work goes on; the story's teacher before others."""
    today = timezone.localdate()
    held = duties_of(demo_people(today), today).filter(role__in=list(TRIES)).order_by("pk")
    first: dict[str, Appointment] = {}
    for appointment in sorted(held, key=lambda one: one.user.username != STORY):
        first.setdefault(appointment.role, appointment)
    shown = [visit(first[role], tries) for role, tries in TRIES.items() if role in first]
    large = next((one for one in held if one.role == Role.REGISTRAR and at_large_school(one)), None)
    return [*shown, visit(large, CORRECTING)] if large else shown


def visit(appointment: Appointment, tries: tuple[str, ...]) -> Visit:
    sample = ""
    if appointment.role == Role.REGISTRAR:
        sample = "dmc-421.xlsx" if at_large_school(appointment) else "dmc-p4-2.xlsx"
    return Visit(appointment.user, duty(appointment), tries, sample)


def at_large_school(appointment: Appointment) -> bool:
    return appointment.school is not None and appointment.school.code8 == LARGE_SCHOOL


def duty(appointment: Appointment) -> str:
    role = appointment.get_role_display()
    if (appointment.classroom or appointment.level) and appointment.school:
        return f"{role} {appointment.scope_name} รร.{appointment.school.name}"
    return f"{role} {'รร.' if appointment.school else ''}{appointment.scope_name}"
