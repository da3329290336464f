"""What holds the network together: contacts, agreements, networks of districts."""

import datetime

from referrals import actions
from referrals.models import Agreement, Contact, Network
from referrals.uploads import read
from tests.make.moments import now
from tests.make.visits import picture


def contact(agency, name="นางสาวมะลิ นามสมมติ", *, phone="000-000-0000", **more):
    return Contact.objects.create(agency=agency, name=name, phone=phone, **more)


def agreement(title="ข้อตกลงคลินิกวัยรุ่น", *, area, by, school=None, agencies=(), **more):
    """Runs since the beginning of 2568 and for another year."""
    begun = datetime.date(2025, 1, 1)
    defaults = {
        "signed_on": begun,
        "from_on": begun,
        "until_on": datetime.date(2026, 6, 30),
        "scope": "รับส่งต่อนักเรียน",
        "made_by": by,
        "made_at": now(),
    }
    made = Agreement.objects.create(area=area, school=school, title=title, **defaults | more)
    made.agencies.set(agencies)
    return made


def network(name="เครือข่ายอำเภอเมืองตัวอย่าง", *, area, agencies=(), schools=(), **more):
    defaults = {"district": "เมืองตัวอย่าง", "chair_position": "นายอำเภอเมืองตัวอย่าง"}
    made = Network.objects.create(area=area, name=name, **defaults | more)
    made.agencies.set(agencies)
    made.schools.set(schools)
    return made


def agreement_paper(agreement, *, by, content=None, name="ข้อตกลง.jpg"):
    return actions.keep_paper(agreement, stored=read(content or picture(), name), by=by)
