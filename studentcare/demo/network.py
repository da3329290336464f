"""The network of the invented province: agencies with who answers there, agreements, and a district's network."""

import datetime
from dataclasses import dataclass, field

from referrals.models import Agency, AgencyType, Agreement, Contact, Network
from schools.models import School
from studentcare.demo.places import World
from studentcare.demo.staff import OWN, Staff

PHONE = "000-000-0000"
OFFICE_HOURS = "จันทร์–ศุกร์ 08.30–16.30 น."


@dataclass(frozen=True)
class Plan:
    """One agency; `ages` (from, to) in years, `people` as (name, what they do)."""

    type: str
    name: str
    addressee: str
    services: str
    serves: str = "ทั้งจังหวัด"
    ages: tuple[int | None, int | None] = (None, None)
    people: list[tuple[str, str]] = field(default_factory=list)
    is_all_hours: bool = False
    note: str = ""


AGENCIES = [
    Plan("hospital", "โรงพยาบาลจำลองรัตน์", "ผู้อำนวยการโรงพยาบาลจำลองรัตน์",
         "คลินิกวัยรุ่นและสุขภาพจิตเด็ก\nตรวจพัฒนาการและการเรียนรู้", "อำเภอเมืองตัวอย่างและอำเภอจำลอง", (3, 18),
         [("นางสาวมะลิ นามสมมติ", "พยาบาลคลินิกวัยรุ่น"), ("นายเมฆ จำลองดี", "นักจิตวิทยาคลินิก")],
         note="คลินิกวัยรุ่นเปิดบ่ายวันพุธ โทรนัดก่อน"),
    Plan("social-development", "พมจ.ตัวอย่างธานี", "พัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดตัวอย่างธานี",
         "เงินสงเคราะห์ครอบครัว\nประเมินสิทธิสวัสดิการ", people=[("นางพุด สมมติวงศ์", "นักสังคมสงเคราะห์")]),
    Plan("shelter", "บ้านพักเด็กสมมติ", "หัวหน้าบ้านพักเด็กและครอบครัวจังหวัดตัวอย่างธานี",
         "คุ้มครองเด็กที่อยู่ในอันตราย\nที่พักชั่วคราว", people=[("นางสาวแก้ว ทดลองงาน", "เวรรับเรื่อง")],
         is_all_hours=True, note="กรณีฉุกเฉินโทรก่อนส่งหนังสือ"),
    Plan("public-health", "สสจ.ตัวอย่างธานี", "นายแพทย์สาธารณสุขจังหวัดตัวอย่างธานี", "งานสุขภาพจิตและยาเสพติด"),
    Plan("special-education", "ศูนย์การศึกษาพิเศษตัวอย่างธานี", "ผู้อำนวยการศูนย์การศึกษาพิเศษ",
         "ประเมินความต้องการจำเป็นพิเศษ\nช่วยทำแผน IEP", ages=(0, 18), people=[("ครูฝ้าย จำลองดี", "ครูการศึกษาพิเศษ")]),
    Plan("police", "สภ.เมืองตัวอย่าง", "ผู้กำกับการสถานีตำรวจภูธรเมืองตัวอย่าง", "รับแจ้งเหตุ งานเด็กและสตรี",
         "อำเภอเมืองตัวอย่าง", is_all_hours=True),
    Plan("learning-encouragement", "สกร.อำเภอจำลอง", "ผู้อำนวยการศูนย์ส่งเสริมการเรียนรู้อำเภอจำลอง",
         "เรียนต่อนอกระบบ\nฝึกอาชีพ", "อำเภอจำลอง", (15, None)),
    Plan("provincial-administration", "ที่ว่าการอำเภอเมืองตัวอย่าง", "นายอำเภอเมืองตัวอย่าง",
         "ประสานหน่วยงานในอำเภอ", "อำเภอเมืองตัวอย่าง"),
    Plan("juvenile-observation", "สถานพินิจฯ ตัวอย่างธานี", "ผู้อำนวยการสถานพินิจและคุ้มครองเด็กและเยาวชน",
         "ให้คำปรึกษาครอบครัว แก้ไขบำบัดฟื้นฟู", ages=(10, 18)),
    Plan("culture", "วัฒนธรรมจังหวัดตัวอย่างธานี", "วัฒนธรรมจังหวัดตัวอย่างธานี", "กิจกรรมเยาวชน"),
    Plan("local-government", "อบต.ดอนจำลอง", "นายกองค์การบริหารส่วนตำบลดอนจำลอง",
         "ซ่อมบ้าน รถรับส่ง ทุนอาหารกลางวัน", "ตำบลดอนจำลอง"),
]  # fmt: skip
# A school wrote down for itself what the area's list has as well, shortened as people write: one to merge.
DOUBLE = Plan("hospital", "รพ.จำลองรัตน์", "ผู้อำนวยการ", "คลินิกวัยรุ่น", people=[("คุณหมอฟ้า ทดลองงาน", "แพทย์เวร")])
DISTRICT = "เมืองตัวอย่าง"
PARTNERS = (  # kinds of the nine partners of the Tak agreement (domain.md E.4)
    *("provincial-administration", "police", "public-health", "social-development", "shelter"),
    *("juvenile-observation", "culture", "learning-encouragement", "special-education"),
)


def build_network(world: World, staff: Staff) -> list[Agency]:
    """The agencies in the order of `AGENCIES`; a school's own double of the first is not among them."""
    agencies = _write_down(world, AGENCIES)
    _write_down(world, [DOUBLE], school=world.schools[OWN])
    _agree(world, staff, agencies)
    return agencies


def _write_down(world: World, plans: list[Plan], school: School | None = None) -> list[Agency]:
    types = {kind.code: kind for kind in AgencyType.objects.all()}
    agencies = Agency.objects.bulk_create(
        Agency(
            public_id=world.public_id(),
            area=world.area,
            school=school,
            type=types[plan.type],
            name=plan.name,
            addressee=plan.addressee,
            district=DISTRICT,
            phone=PHONE,
            contact=plan.people[0][0] if plan.people else "เจ้าหน้าที่ประสานงาน",
            services=plan.services,
            serves=plan.serves,
            hours="" if plan.is_all_hours else OFFICE_HOURS,
            is_all_hours=plan.is_all_hours,
            age_from=plan.ages[0],
            age_to=plan.ages[1],
            note=plan.note,
        )
        for plan in plans
    )
    Contact.objects.bulk_create(
        Contact(public_id=world.public_id(), agency=agency, name=name, position=work, phone=PHONE, is_main=not place)
        for agency, plan in zip(agencies, plans, strict=True)
        for place, (name, work) in enumerate(plan.people)
    )
    return agencies


def _agree(world: World, staff: Staff, agencies: list[Agency]) -> None:
    """One agreement of the whole area with its nine partners, and one that runs out in six weeks."""
    officer = staff.people["khet"]
    whole = Agreement.objects.create(
        public_id=world.public_id(),
        area=world.area,
        title="บันทึกข้อตกลงความร่วมมือการดูแลช่วยเหลือนักเรียน จังหวัดตัวอย่างธานี",
        signed_on=world.today - datetime.timedelta(days=400),
        from_on=world.today - datetime.timedelta(days=400),
        until_on=world.today + datetime.timedelta(days=695),
        scope="รับส่งต่อนักเรียน ตอบผลภายใน 7 วันทำการ และประชุมร่วมกันภาคเรียนละครั้ง",
        made_by=officer,
        made_at=world.moment(400),
    )
    whole.agencies.set([one for one in agencies if one.type.code in PARTNERS])
    clinic = Agreement.objects.create(
        public_id=world.public_id(),
        area=world.area,
        title="ข้อตกลงคลินิกวัยรุ่นสัญจร",
        signed_on=world.today - datetime.timedelta(days=323),
        from_on=world.today - datetime.timedelta(days=323),
        until_on=world.today + datetime.timedelta(days=42),
        scope="พยาบาลคลินิกวัยรุ่นให้คำปรึกษาที่โรงเรียนเดือนละครั้ง",
        made_by=officer,
        made_at=world.moment(323),
    )
    clinic.agencies.set(agencies[:1])
    network = Network.objects.create(
        public_id=world.public_id(),
        area=world.area,
        name=f"เครือข่ายดูแลช่วยเหลือนักเรียนอำเภอ{DISTRICT}",
        district=DISTRICT,
        chair_name="นายสมมติ จำลองดี",
        chair_position=f"นายอำเภอ{DISTRICT}",
        formed_on=world.today - datetime.timedelta(days=380),
        agreement=whole,
    )
    network.agencies.set(agencies[:8])
    network.schools.set(School.objects.filter(area=world.area, district=DISTRICT))
