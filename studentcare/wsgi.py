"""The web application. It refuses to serve as a database role that the second wall does not bind."""

from django.core.wsgi import get_wsgi_application

from journal.checks import refuse_privileges

application = get_wsgi_application()
refuse_privileges()
