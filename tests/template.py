"""The database as the migrations leave it, kept on the server and copied for each run: 0.2 s instead of 20.

The copy's name follows from all that makes it, so that another migration, another walls.py or another release of a
package means another template, built the long way. `--create-db` always builds the long way.
"""

import contextlib
import hashlib
from pathlib import Path

import psycopg
from django.db import connections

ROOT = Path(__file__).parent.parent
MADE_BY = ["*/migrations/*.py", "journal/walls.py", "journal/grants.py", "requirements.txt"]
PREFIX = "test_template_"


def name():
    digest = hashlib.sha256()
    for pattern in MADE_BY:
        for path in sorted(ROOT.glob(pattern)):
            digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return f"{PREFIX}{digest.hexdigest()[:12]}"


def kept():
    """The names of the templates that stand on the server, the latest first."""
    with server() as owner:
        found = owner.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC", [PREFIX]
        )
        return [datname for (datname,) in found]


def keep(database):
    """Keep a copy of a database that nobody is connected to; of earlier states two stay, for other branches."""
    with server() as owner, contextlib.suppress(psycopg.Error):  # another run may be doing the same
        for old in kept()[2:]:
            owner.execute(f"DROP DATABASE IF EXISTS {old}")
        owner.execute(f"CREATE DATABASE {name()} TEMPLATE {database}")


@contextlib.contextmanager
def one_at_a_time():
    """Runs that begin together and want the same: the first builds, the others wait for what it keeps."""
    with server() as owner:
        owner.execute("SELECT pg_advisory_lock(hashtext(%s))", [name()])
        yield


def server():
    where = connections["default"].settings_dict
    return psycopg.connect(
        host=where["HOST"], port=where["PORT"] or None, user=where["OWNER"], dbname="postgres", autocommit=True
    )
