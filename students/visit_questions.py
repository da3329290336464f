"""The questions of a home visit themselves, section by section (domain.md D.2 บันทึกการเยี่ยมบ้าน, D.3 นร./กสศ.01)."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    CHOICE = "choice"
    MANY = "many"
    NUMBER = "number"
    MONEY = "money"
    TEXT = "text"
    LINES = "lines"
    PEOPLE = "people"


class Paper(StrEnum):
    """Which official form asks it: the school's record of the visit, the request for support."""

    VISIT = "visit"
    GRANT = "grant"


V, G, VG = frozenset({Paper.VISIT}), frozenset({Paper.GRANT}), frozenset(Paper)
Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Question:
    """`unit` follows a number. `is_needed`: the visit cannot be finished without it. `is_short`: on the small form
    that is carried along. `is_sensitive`: read by who wrote it and the counselor (decisions C2).
    """

    code: str
    label: str
    kind: Kind
    papers: frozenset[Paper] = VG
    choices: Choices = ()
    unit: str = ""
    hint: str = ""
    is_needed: bool = False
    is_short: bool = False
    is_sensitive: bool = False


@dataclass(frozen=True)
class Section:
    code: str
    title: str
    questions: tuple[Question, ...]


def choice(
    code: str, label: str, choices: Choices, papers: frozenset[Paper] = VG, *, needed: bool = False, short: bool = False
) -> Question:
    return Question(code, label, Kind.CHOICE, papers, choices, is_needed=needed, is_short=short)


def many(
    code: str,
    label: str,
    choices: Choices,
    papers: frozenset[Paper] = V,
    *,
    needed: bool = False,
    short: bool = False,
    sensitive: bool = False,
) -> Question:
    return Question(code, label, Kind.MANY, papers, choices, is_needed=needed, is_short=short, is_sensitive=sensitive)


def text(code: str, label: str, papers: frozenset[Paper] = V, hint: str = "") -> Question:
    return Question(code, label, Kind.TEXT, papers, hint=hint)


def lines(code: str, label: str) -> Question:
    return Question(code, label, Kind.LINES, V)


def number(code: str, label: str, unit: str, papers: frozenset[Paper] = VG, *, is_short: bool = False) -> Question:
    return Question(code, label, Kind.NUMBER, papers, unit=unit, is_short=is_short)


def money(code: str, label: str, unit: str, papers: frozenset[Paper] = VG) -> Question:
    return Question(code, label, Kind.MONEY, papers, unit=unit)


YES_NO: Choices = (("yes", "มี"), ("no", "ไม่มี"))
FEELING: Choices = (("good", "ดี"), ("fair", "เฉย ๆ"), ("poor", "ไม่ค่อยดี"))
NOTHING = ("none", "ไม่มี")

SECTIONS: tuple[Section, ...] = (
    Section("visit", "พบใคร อยู่กับใคร", (
        many("met", "พบใคร", (
            ("mother", "แม่"), ("father", "พ่อ"), ("grand", "ปู่ย่าตายาย"), ("kin", "ญาติ"),
            ("child", "ตัวนักเรียน"), ("other", "คนอื่น"),
        ), needed=True, short=True),
        choice("lives_with", "นักเรียนอยู่กับ", (
            ("parents", "พ่อแม่"), ("father", "พ่อ"), ("mother", "แม่"), ("kin", "ญาติ"), ("alone", "ลำพัง"),
            ("keeper", "ผู้อุปการะหรือนายจ้าง"), ("house", "ครัวเรือนสถาบัน เช่น วัด บ้านพัก"),
        ), needed=True, short=True),
        choice("why_not", "ถ้าไปแล้วไม่พบ เพราะ", (
            ("empty", "ไม่มีใครอยู่บ้าน"), ("moved", "ย้ายที่อยู่"), ("lost", "หาบ้านไม่พบ"),
            ("road", "เดินทางเข้าไม่ได้"), ("later", "ผู้ปกครองขอนัดวันอื่น"),
        ), V),
    )),
    Section("family", "ครอบครัว", (
        choice("parents", "สถานภาพของพ่อแม่", (
            ("together", "อยู่ด้วยกัน"), ("apart", "แยกกันอยู่"), ("divorced", "หย่าร้าง"),
            ("no_father", "พ่อเสียชีวิตหรือสาบสูญ"), ("no_mother", "แม่เสียชีวิตหรือสาบสูญ"),
            ("no_both", "เสียชีวิตหรือสาบสูญทั้งคู่"), ("left", "พ่อแม่ทอดทิ้ง"),
        ), short=True),
        choice("closeness", "ความสัมพันธ์ในบ้าน", (
            ("warm", "รักใคร่ พูดคุยกันดี"), ("plain", "ต่างคนต่างอยู่"), ("tense", "มีเรื่องขัดแย้งบ่อย"),
        ), V, short=True),
        choice("closest", "นักเรียนสนิทกับ", (
            ("mother", "แม่"), ("father", "พ่อ"), ("grand", "ปู่ย่าตายาย"), ("sibling", "พี่น้อง"),
            ("kin", "ญาติ"), ("nobody", "ไม่มีใคร"),
        ), V),
        choice("raising", "วิธีอบรมดูแล", (
            ("reason", "ใช้เหตุผล"), ("free", "ตามใจ ปล่อย"), ("strict", "เข้มงวด"), ("absent", "ไม่มีเวลาดูแล"),
        ), V),
        choice("minder", "เมื่อผู้ปกครองไม่อยู่ ใครดูแล", (
            ("kin", "ญาติ"), ("neighbour", "เพื่อนบ้าน"), ("sibling", "พี่"), ("alone", "อยู่คนเดียว"),
        ), V),
        text("with_whom", "สมาชิกที่อยู่ด้วย (จำนวน ใครบ้าง)"),
    )),
    Section("guardian", "ผู้ปกครอง", (
        text("guardian", "ชื่อ–สกุล", VG),
        text("kinship", "เกี่ยวข้องเป็น", VG),
        text("phone", "โทรศัพท์", VG),
        text("job", "อาชีพ", VG),
        text("workplace", "ที่ทำงาน"),
        choice("schooling", "การศึกษาสูงสุด", (
            ("none", "ไม่ได้เรียน"), ("primary", "ประถม"), ("lower", "ม.ต้น"), ("upper", "ม.ปลาย ปวช."),
            ("diploma", "ปวส. อนุปริญญา"), ("degree", "ปริญญาตรีขึ้นไป"),
        )),
        choice("guardian_id", "เลขประจำตัวประชาชน", (("yes", "มี (กรอกเองในใบพิมพ์)"), ("no", "ไม่มี"))),
        choice("state_card", "บัตรสวัสดิการแห่งรัฐ", (("yes", "ลงทะเบียนแล้ว"), ("no", "ไม่ได้ลงทะเบียน"))),
    )),
    Section("household", "คนในบ้านและรายได้", (
        Question("people", "สมาชิกทุกคนในบ้าน รวมนักเรียน", Kind.PEOPLE, VG, hint="บาทต่อเดือน ไม่มีรายได้เว้นว่าง"),
        many("burden", "ภาระพึ่งพิงในบ้าน", (
            ("disabled", "คนพิการ"), ("ill", "เจ็บป่วยเรื้อรัง"), ("old", "อายุ 60 ปีขึ้นไป"),
            ("single", "พ่อหรือแม่เลี้ยงเดี่ยว"), ("jobless", "คนว่างงานอายุ 15–65 ปี"), NOTHING,
        ), VG),
        choice("enough", "รายได้พอกับรายจ่าย", (
            ("yes", "พอใช้"), ("tight", "พอบ้างไม่พอบ้าง"), ("no", "ไม่พอ มีหนี้"),
        ), V),
    )),
    Section("house", "บ้านและความเป็นอยู่", (
        choice("tenure", "บ้านเป็นของ", (
            ("own", "ตนเอง"), ("rent", "เช่า"), ("free", "อาศัยผู้อื่นฟรี"), ("dorm", "หอพักหรือบ้านพักงาน"),
        ), short=True),
        money("rent", "ถ้าเช่า จ่าย", "บาทต่อเดือน", G),
        choice("state", "สภาพบ้าน", (
            ("good", "มั่นคง"), ("worn", "ชำรุดบางส่วน"), ("poor", "ทรุดโทรมหรือชั่วคราว"),
        ), short=True),
        choice("floor", "พื้น", (
            ("tile", "กระเบื้อง ปูน ไม้ขัด"), ("wood", "ไม้กระดาน"), ("bamboo", "ไม้ไผ่"), ("earth", "ดิน"),
        ), G),
        choice("wall", "ฝา", (
            ("brick", "อิฐ ปูน"), ("wood", "ไม้กระดาน"), ("zinc", "สังกะสี"), ("scrap", "ไม้ไผ่ วัสดุเหลือใช้"),
        ), G),
        choice("roof", "หลังคา", (
            ("tile", "กระเบื้อง"), ("zinc", "สังกะสี"), ("thatch", "จาก หญ้าคา"), ("scrap", "วัสดุเหลือใช้"),
        ), G),
        choice("toilet", "ส้วม", (("in", "มีในที่อยู่อาศัย"), ("out", "มีนอกบ้าน ใช้ร่วม"), ("no", "ไม่มี")), G),
        choice("land", "ที่ดินทำเกษตร", (
            ("none", "ไม่ทำเกษตร"), ("lt1", "น้อยกว่า 1 ไร่"), ("to5", "1–5 ไร่"), ("gt5", "มากกว่า 5 ไร่"),
        ), G),
        choice("water", "น้ำดื่ม", (
            ("bottle", "น้ำขวด ตู้กด"), ("tap", "ประปา"), ("well", "บ่อ บาดาล"), ("rain", "น้ำฝน แหล่งธรรมชาติ"),
        ), G),
        choice("power", "ไฟฟ้า", (
            ("meter", "มิเตอร์ของบ้าน"), ("shared", "พ่วงบ้านอื่น"), ("solar", "แผงแสงอาทิตย์ เครื่องปั่น"), ("no", "ไม่มี"),
        ), G),
        many("vehicles", "ยานพาหนะ", (
            ("car_new", "รถยนต์ไม่เกิน 15 ปี"), ("car_old", "รถยนต์เกิน 15 ปี"), ("truck_new", "ปิกอัพไม่เกิน 15 ปี"),
            ("truck_old", "ปิกอัพเกิน 15 ปี"), ("tractor", "รถไถ รถเกี่ยว"),
            ("motorbike", "จักรยานยนต์ เรือ"), NOTHING,
        ), G),
        many("things", "ของใช้", (
            ("computer", "คอมพิวเตอร์"), ("air", "เครื่องปรับอากาศ"), ("tv", "โทรทัศน์จอแบน"),
            ("washer", "เครื่องซักผ้า"), ("fridge", "ตู้เย็น"), NOTHING,
        ), G),
        many("around", "รอบบ้าน", (
            ("calm", "สงบ"), ("crowded", "แออัด"), ("water", "ใกล้น้ำลึก"), ("traffic", "ใกล้ถนนใหญ่"),
            ("gamble", "แหล่งมั่วสุม"), ("lonely", "เปลี่ยว"),
        )),
    )),
    Section("travel", "เดินทางและเงินมาโรงเรียน", (
        choice("travel", "มาโรงเรียนโดย", (
            ("walk", "เดิน"), ("bicycle", "จักรยาน"), ("motorbike", "จักรยานยนต์"), ("car", "รถของบ้าน"),
            ("school", "รถโรงเรียน"), ("public", "รถประจำทาง"), ("boat", "เรือ"),
        ), short=True),
        number("distance", "ระยะทาง", "กม.", is_short=True),
        number("minutes", "ใช้เวลา", "นาที"),
        money("fare", "ค่าเดินทาง", "บาทต่อเดือน"),
        money("pocket", "เงินมาโรงเรียน", "บาทต่อวัน"),
        text("way_there", "จุดสังเกตหรือพิกัดบ้าน", VG, hint="ไม่ขึ้นบนแผนที่ใด ๆ"),
    )),
    Section("life", "ชีวิตประจำวัน", (
        many("health", "สุขภาพ", (
            ("strong", "แข็งแรง"), ("often_ill", "เจ็บป่วยบ่อย"), ("chronic", "โรคประจำตัว"), ("thin", "ขาดอาหาร"),
            ("teeth", "ฟันผุ ปวดฟัน"), ("senses", "สายตาหรือการได้ยิน"),
        )),
        many("chores", "ภาระงานที่บ้าน", (
            ("house", "งานบ้าน"), ("care", "ดูแลน้องหรือคนป่วย"), ("trade", "ช่วยค้าขาย ทำนาไร่"),
            ("paid", "รับจ้าง"), NOTHING,
        )),
        many("leisure", "กิจกรรมยามว่าง", (
            ("sport", "กีฬา"), ("music", "ดนตรี ศิลปะ"), ("read", "อ่านหนังสือ"), ("screen", "ดูโทรทัศน์ คลิป"),
            ("game", "เล่นเกม"), ("friends", "เล่นกับเพื่อน"),
        )),
        many("games", "เกมและสื่อ", (
            ("limited", "มีกติกาเวลาเล่น"), ("long", "เล่นเกิน 3 ชั่วโมงต่อวัน"), ("night", "เล่นดึก"),
            ("spend", "เสียเงินกับเกม"), NOTHING,
        )),
        many("internet", "อุปกรณ์และอินเทอร์เน็ต", (
            ("phone", "มีมือถือของตน"), ("shared", "ใช้เครื่องร่วมกับผู้ใหญ่"), ("computer", "มีคอมพิวเตอร์"),
            ("net", "มีอินเทอร์เน็ตที่บ้าน"), NOTHING,
        )),
        choice("friends", "เพื่อนเล่นใกล้บ้าน", (("yes", "มีหลายคน"), ("few", "มีบ้าง"), ("no", "ไม่มี")), V),
        choice("consult", "เมื่อไม่สบายใจ ปรึกษา", (
            ("parents", "พ่อแม่"), ("kin", "ญาติ พี่น้อง"), ("friend", "เพื่อน"), ("teacher", "ครู"),
            ("nobody", "ไม่มีใคร"),
        ), V),
        choice("teachers", "ความรู้สึกต่อครู", FEELING, V),
        choice("school", "ความรู้สึกต่อโรงเรียน", FEELING, V),
        text("future", "เมื่อเรียนจบอยากทำอะไร"),
    )),
    Section("risk", "เรื่องที่ต้องระวัง", (
        many("safety", "ความปลอดภัยและสวัสดิภาพ", (
            ("alone", "ถูกทิ้งให้อยู่ลำพัง"), ("place", "บ้านไม่ปลอดภัย"), ("neglect", "ขาดคนดูแล"), NOTHING,
        ), sensitive=True),
        many("drugs", "สารเสพติด", (
            ("home", "คนในบ้านเกี่ยวข้อง"), ("around", "แหล่งใกล้บ้าน"), ("child", "นักเรียนอาจเกี่ยวข้อง"), NOTHING,
        ), sensitive=True),
        many("violence", "ความรุนแรง", (
            ("quarrel", "ทะเลาะกันในบ้าน"), ("hit", "ลงโทษด้วยความรุนแรง"),
            ("child", "นักเรียนใช้ความรุนแรง"), NOTHING,
        ), sensitive=True),
        many("intimacy", "พฤติกรรมทางเพศ", (
            ("privacy", "ขาดพื้นที่ส่วนตัวในบ้าน"), ("partner", "คบหาแบบน่าเป็นห่วง"),
            ("risk", "เสี่ยงถูกล่วงเกิน"), NOTHING,
        ), sensitive=True),
    )),
    Section("wishes", "ปัญหา ความต้องการ และคำรับรอง", (
        lines("problems", "ปัญหาของครอบครัวหรือนักเรียน"),
        lines("needs", "สิ่งที่อยากให้โรงเรียนช่วย"),
        text("informant", "ผู้ให้ข้อมูล (ชื่อ เกี่ยวข้องเป็น)", VG),
        choice("consent", "ยินยอมให้ใช้ข้อมูลขอทุนกับ กสศ.", (("yes", "ยินยอม"), ("no", "ไม่ยินยอม")), G),
        choice("certified", "เจ้าหน้าที่ของรัฐรับรอง", (("yes", "รับรอง"), ("no", "ไม่รับรอง")), G),
        text("official", "ชื่อและตำแหน่งผู้รับรอง", G),
        text("not_certified", "เหตุที่ไม่รับรอง", G),
    )),
)  # fmt: skip
