"""The web and the worker refuse to start as a role that row-level security does not bind."""

from django.core.exceptions import ImproperlyConfigured
from django.db import connection

PRIVILEGED = """
SELECT rolsuper OR rolbypassrls OR EXISTS (
    SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND pg_has_role(current_user, c.relowner, 'MEMBER'))
FROM pg_roles WHERE rolname = current_user
"""


def is_privileged() -> bool:
    """Is the connected role superuser, exempt from policies, or owner (or member of the owner) of a table?"""
    with connection.cursor() as cursor:
        cursor.execute(PRIVILEGED)
        return bool(cursor.fetchone()[0])


def thai_is_searchable() -> bool:
    """A database with LC_CTYPE=C finds nothing in Thai, without an error (performance.md §3)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT array_length(show_trgm('สมชาย'), 1) > 0")
        return bool(cursor.fetchone()[0])


def refuse_privileges() -> None:
    """Raise ImproperlyConfigured when row-level security would not bind us, or Thai cannot be searched."""
    if is_privileged():
        raise ImproperlyConfigured("this database role passes row-level security: start as the application role")
    if not thai_is_searchable():
        raise ImproperlyConfigured("the database finds nothing in Thai: create it with LC_CTYPE C.UTF-8")
