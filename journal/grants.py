"""What the application role may do to each table. Applied after every migrate, compared by a test."""

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

ALL = "SELECT, INSERT, UPDATE, DELETE"
# The journal is written by the owner's functions only; the schema's own history is nobody's business.
LESS = {
    "journal_line": "SELECT",
    "journal_seal": "",
    "journal_head": "",
    "django_migrations": "SELECT",
}


def apply(connection: BaseDatabaseWrapper) -> None:
    role = connection.ops.quote_name(settings.APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user = %s", [settings.APP_ROLE])
        if cursor.fetchone() == (True,):
            return
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {role}")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"GRANT {ALL} ON ALL TABLES IN SCHEMA public TO {role}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
        for table, privileges in LESS.items():
            cursor.execute(f"REVOKE ALL ON {table} FROM {role}")
            if privileges:
                cursor.execute(f"GRANT {privileges} ON {table} TO {role}")
