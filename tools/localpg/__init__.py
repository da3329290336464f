"""A private PostgreSQL for a laptop, a test run or one small machine, so that nobody has to install one.

It listens on a unix socket only and trusts the operating system's user (`peer`): no port, no password.
As root the server runs as the user `postgres` (or `nobody`), because PostgreSQL refuses root.
Where DATABASE_URL is set, none of this is used.
"""

from tools.localpg.cluster import APP, DATABASE, OWNER, LocalPg, default_state, socket_dir

__all__ = ["APP", "DATABASE", "OWNER", "LocalPg", "default_state", "socket_dir"]
