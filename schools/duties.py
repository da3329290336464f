"""What each duty lets a person see and do, as a sentence she and whoever appoints her can read."""

from datetime import date

from schools.models import Appointment, Role
from schools.models.people import AppointmentQuerySet

SEES = {
    Role.HOMEROOM: "เห็นนักเรียนในห้อง บันทึกผลคัดกรอง และเปิดเคสได้ ไม่เห็นบันทึกที่จำกัดเฉพาะครูแนะแนว",
    Role.LEVEL_HEAD: "เห็นนักเรียน ผลคัดกรอง ผลการเรียน และความคืบหน้าเยี่ยมบ้านของระดับชั้น ยกเว้นด้านที่ละเอียดอ่อน แก้ผลไม่ได้",
    Role.COUNSELOR: "เห็นนักเรียนทุกคนในโรงเรียน เปิดรอบคัดกรอง ดูแลเคส เขียนบันทึกจำกัดสิทธิ์ และทำเรื่องส่งต่อ",
    Role.DISCIPLINE: "เห็นนักเรียนทุกคนในโรงเรียน คะแนนความประพฤติ และผลด้านสารเสพติดกับความรุนแรง",
    Role.NURSE: "เห็นนักเรียนทุกคนในโรงเรียน บันทึกสุขภาพ น้ำหนักและส่วนสูง และเห็นผลด้านสุขภาพ เกม และความต้องการพิเศษ",
    Role.REGISTRAR: "นำเข้าและแก้ข้อมูลประจำตัว ห้อง ผลการเรียน การมาเรียน และผล กสศ. ของนักเรียน ไม่เห็นผลคัดกรองและเคส",
    Role.HEAD: (
        "เห็นนักเรียนทุกคนในโรงเรียน ผลคัดกรองยกเว้นด้านที่ละเอียดอ่อน สุขภาพ ผลการเรียน และแบบเยี่ยมบ้าน "
        "ลงนามหนังสือส่งต่อ เห็นว่ามีบันทึก แต่ไม่เห็นถ้อยคำ"
    ),
    Role.SCHOOL_ADMIN: "ดูแลบัญชี หน้าที่ และห้องเรียนของโรงเรียน ไม่เห็นข้อมูลนักเรียน",
    Role.GROUP: "เห็นตัวเลขของโรงเรียนในกลุ่ม ไม่เห็นชื่อนักเรียน",
    Role.AREA_OFFICER: "เห็นตัวเลขของทุกโรงเรียนในเขต เปิดรอบคัดกรองของเขต ไม่เห็นชื่อนักเรียน",
    Role.AREA_PSYCHOLOGIST: "เห็นเฉพาะนักเรียนที่โรงเรียนแบ่งปันให้",
    Role.AREA_ADMIN: "ดูแลโรงเรียน ปีการศึกษา และบัญชีของเขตกับผู้บริหารโรงเรียน ไม่เห็นข้อมูลนักเรียน",
    Role.AUDITOR: "ไม่เห็นข้อมูลนักเรียนและเคส ระหว่างนี้ตรวจบันทึกการใช้งานร่วมกับผู้ดูแลเครื่องของระบบ (คำสั่ง verify_journal)",
}


def sees(appointment: Appointment) -> str:
    """ "ครูประจำชั้น ป.4/1 เห็นนักเรียนในห้อง …"."""
    return f"{appointment} {SEES[Role(appointment.role)]}"


def held(day: date, *roles: str) -> AppointmentQuerySet:
    """Duties of open accounts on a day, each with who holds it: names that stand beside a school or a room."""
    return Appointment.objects.on(day).filter(user__is_active=True, role__in=roles).select_related("user")
