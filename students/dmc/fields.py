"""What a pupil file can say about a child: each field, its Thai label, and the headings schools give it."""

import re

from schools.thai import clean, to_arabic_digits

LABELS = {
    "school_code": "รหัสโรงเรียน",
    "national_id": "เลขประจำตัวประชาชน",
    "school_number": "เลขประจำตัวนักเรียน",
    "level": "ชั้น",
    "room": "ห้อง",
    "number": "เลขที่",
    "sex": "เพศ",
    "title": "คำนำหน้าชื่อ",
    "first_name": "ชื่อ",
    "last_name": "นามสกุล",
    "full_name": "ชื่อ–นามสกุล (คอลัมน์เดียว)",
    "nickname": "ชื่อเล่น",
    "born_on": "วันเกิด",
    "weight": "น้ำหนัก",
    "height": "ส่วนสูง",
    "blood_group": "กลุ่มเลือด",
    "religion": "ศาสนา",
    "ethnicity": "เชื้อชาติ",
    "nationality": "สัญชาติ",
    "house": "บ้านเลขที่",
    "moo": "หมู่",
    "road": "ถนน/ซอย",
    "subdistrict": "ตำบล",
    "district": "อำเภอ",
    "province": "จังหวัด",
    "phone": "โทรศัพท์",
    "guardian_title": "คำนำหน้าชื่อผู้ปกครอง",
    "guardian_first_name": "ชื่อผู้ปกครอง",
    "guardian_last_name": "นามสกุลผู้ปกครอง",
    "guardian_occupation": "อาชีพของผู้ปกครอง",
    "guardian_kinship": "ความเกี่ยวข้องของผู้ปกครองกับนักเรียน",
    "guardian_phone": "โทรศัพท์ผู้ปกครอง",
    "father_title": "คำนำหน้าชื่อบิดา",
    "father_first_name": "ชื่อบิดา",
    "father_last_name": "นามสกุลบิดา",
    "father_occupation": "อาชีพของบิดา",
    "father_phone": "โทรศัพท์บิดา",
    "mother_title": "คำนำหน้าชื่อมารดา",
    "mother_first_name": "ชื่อมารดา",
    "mother_last_name": "นามสกุลมารดา",
    "mother_occupation": "อาชีพของมารดา",
    "mother_phone": "โทรศัพท์มารดา",
    "disadvantage": "ความด้อยโอกาส",
    "suspended": "ยังไม่สามารถจำหน่ายได้ (3.1.8)",
}

# Headings seen in files beside the labels themselves; compared without spaces, dots and brackets.
_ALSO = {
    "school_code": "รหัสสถานศึกษา, รหัสโรงเรียน 8 หลัก, รหัสสถานศึกษา 8 หลัก, รหัส smis, school code",
    "national_id": "เลขบัตรประชาชน, เลขที่บัตรประชาชน, เลขบัตร, เลขประชาชน, เลขประจำตัวประชาชนนักเรียน, "
    "เลขประจำตัวบัตรประชาชน, เลขประจำตัวประชาชน 13 หลัก, เลข 13 หลัก, รหัสประชาชน, รหัส G, citizen id, national id",
    "school_number": "เลขประจำตัว, รหัสนักเรียน, รหัสประจำตัวนักเรียน, รหัสประจำตัว, student id",
    "level": "ระดับชั้น, ชั้นเรียน, ชั้นปี, ชั้นปีที่, ชั้น/ห้อง, ระดับชั้น/ห้อง, class",
    "room": "ห้องเรียน, ห้องที่, เลขห้อง, room",
    "number": "เลขที่ในห้อง, เลขที่นักเรียน",
    "sex": "sex, gender",
    "title": "คำนำหน้า, คำนำหน้านาม, คำนำหน้าชื่อนักเรียน",
    "first_name": "ชื่อนักเรียน, ชื่อ (ไทย), ชื่อตัว, ชื่อภาษาไทย",
    "last_name": "สกุล, นามสกุลนักเรียน, นามสกุล (ไทย), นามสกุลภาษาไทย",
    "full_name": "ชื่อ-นามสกุล, ชื่อ-สกุล, ชื่อ - สกุลนักเรียน, ชื่อนามสกุลนักเรียน, ชื่อและนามสกุล, ชื่อ สกุล",
    "born_on": "วันเดือนปีเกิด, วัน/เดือน/ปีเกิด, วัน/เดือน/ปี เกิด, ว/ด/ป เกิด, วันเกิดนักเรียน, birthdate",
    "weight": "น้ำหนัก (กก.), น้ำหนัก (กิโลกรัม)",
    "height": "ส่วนสูง (ซม.), ส่วนสูง (เซนติเมตร)",
    "blood_group": "หมู่เลือด, หมู่โลหิต, กรุ๊ปเลือด",
    "house": "เลขที่บ้าน, บ้านเลขที่ปัจจุบัน",
    "moo": "หมู่ที่",
    "road": "ถนน, ซอย, ถนน ซอย, ซอย/ถนน",
    "subdistrict": "แขวง, ตำบล/แขวง",
    "district": "เขต, อำเภอ/เขต",
    "phone": "เบอร์โทร, เบอร์โทรศัพท์, โทรศัพท์นักเรียน, เบอร์โทรศัพท์นักเรียน",
    "guardian_title": "คำนำหน้าผู้ปกครอง",
    "guardian_occupation": "อาชีพผู้ปกครอง",
    "guardian_kinship": "ความเกี่ยวข้อง, ความเกี่ยวข้องกับนักเรียน, เกี่ยวข้องเป็น, ความสัมพันธ์",
    "guardian_phone": "เบอร์โทรผู้ปกครอง, เบอร์โทรศัพท์ผู้ปกครอง, โทรผู้ปกครอง",
    "father_title": "คำนำหน้าบิดา",
    "father_occupation": "อาชีพบิดา",
    "father_phone": "เบอร์โทรบิดา, เบอร์โทรศัพท์บิดา",
    "mother_title": "คำนำหน้ามารดา",
    "mother_occupation": "อาชีพมารดา",
    "mother_phone": "เบอร์โทรมารดา, เบอร์โทรศัพท์มารดา",
    "disadvantage": "เด็กด้อยโอกาส",
}

# How long each text may become; the columns of the register have the same widths.
WIDTHS = {
    "school_number": 12,
    "title": 20,
    "first_name": 80,
    "last_name": 80,
    "nickname": 40,
    "blood_group": 5,
    "religion": 40,
    "ethnicity": 40,
    "nationality": 40,
    "house": 40,
    "moo": 20,
    "phone": 20,
    "kinship": 40,
    "occupation": 80,
    "disadvantage": 120,
}
WIDTH = 80

RELATIONS = ("guardian", "father", "mother")
GUARDIAN_FIELDS = ("title", "first_name", "last_name", "occupation", "kinship", "phone")


def heading_key(heading: str) -> str:
    """A heading as it is compared: "ได้ (3.1.8)" and "ได้(3.1.8)" are one."""
    return re.sub(r"[\s.,:*/\\\-–_()\[\]\"']+", "", to_arabic_digits(clean(heading[:200]))).lower()


def _headings() -> dict[str, str]:
    known = {heading_key(label): field for field, label in LABELS.items()}
    for field, also in _ALSO.items():
        for heading in also.split(", "):
            known.setdefault(heading_key(heading), field)
    return known


HEADINGS = _headings()
