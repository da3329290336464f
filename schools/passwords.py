"""What a password may not be, said in Thai, with what to do instead."""

import re

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError

from schools.thai import to_arabic_digits

LONGEST = 128
FROM_HERE = ("obec", "password", "รหัสผ่าน", "studentcare", "school", "โรงเรียน", "teacher", "dmc")


class NotTooLong:
    """At most 128 characters: hashing a megabyte is a way to stop the server."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(f"รหัสผ่านยาวเกินไป ใช้ไม่เกิน {LONGEST} ตัวอักษร")

    def get_help_text(self) -> str:
        return f"ยาวไม่เกิน {LONGEST} ตัวอักษร"


class NotFromHere:
    """Not made of the words and numbers that everybody here would try first."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        plain = to_arabic_digits(password).lower()
        left = re.sub("|".join(map(re.escape, self.words(user))), "", plain)
        if len(left) < len(plain) and len(re.sub(r"[\d\W_]", "", left)) < 6:
            raise ValidationError("รหัสผ่านนี้เดาง่ายเพราะใช้คำที่คนในโรงเรียนรู้ ใช้คำอื่นหลายคำต่อกันแทน")
        if re.fullmatch(r"[\d\W_]+", plain):
            raise ValidationError("รหัสผ่านที่เป็นตัวเลขล้วนเดาง่าย เติมคำลงไปด้วย")

    def words(self, user: AbstractBaseUser | None) -> list[str]:
        school = getattr(user, "school", None)
        own = [
            getattr(user, "phone", ""),
            school.name.lower() if school else "",
            school.code8 if school else "",
        ]
        return [*FROM_HERE, *(word for word in own if len(word) >= 4)]

    def get_help_text(self) -> str:
        return "ไม่ใช้ชื่อโรงเรียน เบอร์โทรศัพท์ หรือคำที่เดาง่าย เช่น password obec"
