"""A school whose file has 421 rows, and three children with numbers."""

import pytest

from journal.context import acting
from schools.levels import Level
from schools.models import Role
from students.actions import correct, identify
from students.models import Emergency
from tests import make
from tests.students.emergencies import NEW, form
from tests.students.files import IDS


@pytest.fixture
def large(cast):
    """อนุบาลตัวอย่าง, whose file has 421 rows; its registrar; rooms ป.1/1 and ป.4/1 exist."""
    school = make.school("อนุบาลตัวอย่าง", area=cast.area, code8="97000003")
    make.classroom(school=school, level=Level.P1)
    make.classroom(school=school, level=Level.P4)
    make.staff("nathabian", "registrar", school=school)
    return school


@pytest.fixture
def numbered(cast):
    """ชบา, คีตา and ธารา with national IDs and full titles, as DMC writes them; the school's DMC code known."""
    cast.school.code8 = "97000009"
    cast.school.save()
    for child, number in zip((cast.chaba, cast.kita, cast.thara), IDS, strict=True):
        with acting(cast.tabian):
            identify(child, kind="thai", number=number, by=cast.tabian)
            correct(child, title="เด็กหญิง" if child.sex == "f" else "เด็กชาย", by=cast.tabian)
        child.refresh_from_db()
    return cast


@pytest.fixture
def forty(cast):
    """Forty more children in ป.4/1."""
    return [make.student(f"เด็ก{n}", classroom=cast.room, number=n + 40) for n in range(1, 41)]


@pytest.fixture
def two(numbered):
    """ชบา has her number; บ้านดอนจำลอง has a registrar and a head of its own."""
    numbered.far = make.staff("fartabian", Role.REGISTRAR, school=numbered.elsewhere)
    numbered.farhead = make.staff("farhead", Role.HEAD, school=numbered.elsewhere)
    numbered.farteacher = make.staff("farteacher", Role.HOMEROOM, classroom=numbered.far_room)
    make.guardian(numbered.chaba)
    return numbered


@pytest.fixture
def hour(cast, as_):
    """มานะ of the next room has opened ชบา's page; she has an allergy and a guardian."""
    make.health(cast.chaba, by=cast.pim, allergies="แพ้เพนิซิลลิน")
    make.guardian(cast.chaba, first_name="สายใจ", phone="000-111-2222")
    as_(cast.mana).post(NEW, form(cast))
    return Emergency.objects.get()
