"""The site map."""

from django.urls import URLPattern, URLResolver

handler400 = "studentcare.views.errors.bad_request"
handler403 = "studentcare.views.errors.permission_denied"
handler404 = "studentcare.views.errors.not_found"
handler500 = "studentcare.views.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = []
