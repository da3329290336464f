"""The cast, `as_` (sign in as), and strictness. The database is built by its owner and used as the application."""

import contextlib
import copy
import datetime
import gc
import time
from types import SimpleNamespace

import hypothesis
import psycopg
import pytest
import time_machine
from django.conf import settings
from django.contrib import auth
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from psycopg import sql

from schools.models import Role
from tests import make, template

TODAY = datetime.date(2025, 6, 25)
LAST_YEAR = datetime.date(2024, 5, 16), datetime.date(2025, 5, 15)
NOON = datetime.datetime(2025, 6, 25, 5, 0, tzinfo=datetime.UTC)  # 12:00 in Bangkok


def pytest_collection_finish():
    """What is loaded by now stays: Python need not look through it for rubbish again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@contextlib.contextmanager
def connected_as(role):
    default = connections["default"]
    where = default.settings_dict
    before, bounds = where["USER"], where["OPTIONS"]["options"]
    default.close()
    where["USER"] = role
    where["OPTIONS"]["options"] += " -c statement_timeout=600s"  # on a busy disk, dropping a database takes a while
    try:
        yield
    finally:
        default.close()
        where["USER"], where["OPTIONS"]["options"] = before, bounds


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker, django_db_keepdb, django_db_createdb):
    """Built by the owner, so that every test runs as the role that the walls bind (decisions T4)."""
    where = connections["default"].settings_dict
    owner = where["OWNER"]
    # Nothing of a test need outlive the power; and no query is worth compiling for rows that are this few.
    where["OPTIONS"]["options"] += " -c synchronous_commit=off -c jit=off"
    keep = django_db_keepdb and not django_db_createdb
    with django_db_blocker.unblock(), connected_as(owner), template.one_at_a_time():
        made = build(keep=keep, anew=django_db_createdb)
    with django_db_blocker.unblock():
        start_over() if keep else settle_the_cast()
    yield
    if not keep:
        with django_db_blocker.unblock(), connected_as(owner):
            teardown_databases(made, verbosity=0)


def build(*, keep, anew):
    """The test database as the owner makes it; from a copy of the last that was made alike, unless `anew`."""
    wanted = connections["default"].settings_dict["TEST"]
    is_kept = template.name() in template.kept()
    if is_kept and not anew:
        wanted["TEMPLATE"] = template.name()
    made = setup_databases(verbosity=0, interactive=False, keepdb=keep)
    if not (is_kept or keep):
        connections["default"].close()
        template.keep(connections["default"].settings_dict["NAME"])
    return made


@pytest.fixture(autouse=True, scope="session")
def committed_tests_start_over(django_db_setup):
    """Tests that commit get their database back by the owner: the application may not TRUNCATE (T5)."""
    from django.test import TransactionTestCase

    before = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda self: start_over()
    yield
    TransactionTestCase._fixture_teardown = before


def start_over():
    truncate()
    settle_the_cast()


def settle_the_cast():
    """The cast lives in the database from its first minute: sixteen people are not made anew for each test."""
    with time_machine.travel(NOON, tick=False):
        act_as_the_system()
        with transaction.atomic():
            settled.update(vars(build_cast()))
    connection.close()


settled = {}


def truncate():
    """Empties every table that holds something, in one statement: TRUNCATE would make a hundred files anew."""
    where = connections["default"].settings_dict
    connections["default"].close()
    with psycopg.connect(
        host=where["HOST"],
        port=where["PORT"] or None,
        user=where["OWNER"],
        dbname=where["NAME"],
        options=where["OPTIONS"]["options"],
    ) as owner:
        filled = [sql.Identifier(name) for name in tables(owner) if holds_rows(owner, name)]
        for name in filled:
            owner.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(name))
        if filled:
            parts = (sql.SQL("{} AS (DELETE FROM {})").format(name, name) for name in filled)
            owner.execute(sql.SQL("WITH {} SELECT").format(sql.SQL(", ").join(parts)))
            owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name in filled:
            owner.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(name))
        owner.execute(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences"
            " WHERE schemaname = 'public' AND last_value IS NOT NULL AND sequencename !~ '^(django_|auth_permission)'"
        )


def tables(owner):
    kept = ["django_migrations", "django_content_type", "auth_permission"]
    found = owner.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL (%s)", [kept]
    )
    return [name for (name,) in found]


def holds_rows(owner, table):
    asked = sql.SQL("SELECT EXISTS (SELECT FROM {})").format(sql.Identifier(table))
    return owner.execute(asked).fetchone()[0]


@pytest.fixture(autouse=True)
def _the_test_itself_is_the_system(request):
    """Outside a request a test sees everything and may write; inside one the middleware narrows to the person."""
    wanted = set(request.fixturenames)
    if {"transactional_db", "live_server"} & wanted:
        request.getfixturevalue("transactional_db")
    elif "db" in wanted or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
    else:
        return
    act_as_the_system()


def act_as_the_system():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.actor', 'system:test', false), set_config('app.uid', '', false),"
            " set_config('app.today', '', false)"
        )


@pytest.fixture(autouse=True)
def _a_wednesday_in_june(request):
    """Tests live on 25 June 2568 at noon, Bangkok; a test that moves the clock uses `clock`."""
    if request.node.get_closest_marker("real_time"):
        yield None
        return
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def clock(_a_wednesday_in_june):
    return _a_wednesday_in_june


@pytest.fixture
def as_():
    def sign_in(user):
        """The session that signing in leaves, written at once: half of all tests begin with one."""
        user.last_login = timezone.now()
        user.save(update_fields=["last_login"])
        session = SessionStore()
        session[auth.SESSION_KEY] = str(user.pk)
        session[auth.BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        session[auth.HASH_SESSION_KEY] = user.get_session_auth_hash()
        # she typed her password just now (schools.stepup)
        session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        return client

    return sign_in


@pytest.fixture
def cast(db):
    return copy_of_the_cast()


def copy_of_the_cast():
    """Objects of one's own, as they stand in the database when a test begins."""
    return SimpleNamespace(**copy.deepcopy(settled))


def build_cast():
    """บ้านสมมติวิทยา: สมหญิง (ป.4/1), มานะ (ป.4/2), กานพลู แนะแนว, ประพันธ์ ผอ. …; ดอกแก้ว counsels elsewhere.

    ชบา sits in ป.4/1 (เลขที่ 7), คีตา beside her, ธารา in ป.4/2, ลูกตาล in the other school.
    """
    area = make.area()
    group = make.group(area=area)
    school, elsewhere = (
        make.school("บ้านสมมติวิทยา", area=area, group=group),
        make.school("บ้านดอนจำลอง", area=area),
    )
    room, next_door = make.classroom(school=school), make.classroom(school=school, number=2)
    far_room = make.classroom(school=elsewhere)
    people = {
        "somying": make.staff("somying", Role.HOMEROOM, classroom=room, first_name="สมหญิง"),
        "mana": make.staff("mana", Role.HOMEROOM, classroom=next_door, first_name="มานะ"),
        "kanplu": make.staff("kanplu", Role.COUNSELOR, school=school, first_name="กานพลู"),
        "praphan": make.staff("praphan", Role.HEAD, school=school, first_name="ประพันธ์"),
        "wilai": make.staff("wilai", Role.LEVEL_HEAD, school=school, level=room.level, first_name="วิไล"),
        "decha": make.staff("decha", Role.DISCIPLINE, school=school, first_name="เดชา"),
        "pim": make.staff("pim", Role.NURSE, school=school, first_name="พิม"),
        "tabian": make.staff("tabian", Role.REGISTRAR, school=school, first_name="ทะเบียน"),
        "bunchi": make.staff("bunchi", Role.SCHOOL_ADMIN, school=school, first_name="บัญชี"),
        "dokkaew": make.staff("dokkaew", Role.COUNSELOR, school=elsewhere, first_name="ดอกแก้ว"),
        "klum": make.staff("klum", Role.GROUP, group=group, home=school, first_name="กลุ่ม"),
        "khet": make.staff("khet", Role.AREA_OFFICER, area=area, first_name="เขต"),
        "chit": make.staff("chit", Role.AREA_PSYCHOLOGIST, area=area, first_name="จิต"),
        "rabop": make.staff("rabop", Role.AREA_ADMIN, area=area, first_name="ระบบ"),
        "truat": make.staff("truat", Role.AUDITOR, area=area, first_name="ตรวจ"),
        "gone": make.staff(
            "gone", Role.HOMEROOM, classroom=room, first_name="ปีก่อน", from_on=LAST_YEAR[0], until_on=LAST_YEAR[1]
        ),
    }
    return SimpleNamespace(
        area=area,
        group=group,
        school=school,
        elsewhere=elsewhere,
        room=room,
        next_door=next_door,
        far_room=far_room,
        chaba=make.student("ชบา", classroom=room, number=7),
        kita=make.student("คีตา", classroom=room, number=3, sex="m", title="ด.ช."),
        thara=make.student("ธารา", classroom=next_door, sex="m", title="ด.ช."),
        luktan=make.student("ลูกตาล", classroom=far_room),
        **people,
    )


@pytest.fixture
def statements(db):
    """`with statements() as made:` the SQL a block sends, without savepoints and the context's own (B17)."""
    from django.test.utils import CaptureQueriesContext

    @contextlib.contextmanager
    def counting():
        made = []
        with CaptureQueriesContext(connection) as captured:
            yield made
        noise = ("SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT set_config", "SELECT current_setting")
        made += [query["sql"] for query in captured if not query["sql"].startswith(noise)]

    return counting


hypothesis.settings.register_profile(
    "here", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], database=None
)
hypothesis.settings.load_profile("here")
assert settings.TESTING, "tests never run on a real area's settings"
