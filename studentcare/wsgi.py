"""The web application. It refuses to serve as a database role that the second wall does not bind."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connections

from journal.checks import refuse_privileges
from schools.checks import refuse_mixture

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studentcare.settings")
application = get_wsgi_application()
refuse_privileges()
refuse_mixture()
connections.close_all()  # gunicorn forks from here; two processes must never share one connection
