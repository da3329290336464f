"""The site map. Pages that show several steps belong to the roof; the rest to the step they are about."""

from allauth.account import views as account
from django.urls import URLPattern, URLResolver, include, path

from studentcare import views

handler400 = "studentcare.views.errors.bad_request"
handler403 = "studentcare.views.errors.permission_denied"
handler404 = "studentcare.views.errors.not_found"
handler500 = "studentcare.views.errors.server_error"

roof = [
    path("", views.start, name="start"),
    path("today/", views.today, name="today"),
    path("search/", views.search, name="search"),
    path("students/<str:sid>/", views.student, name="student"),
    path("students/<str:sid>/access/", views.access, name="access"),
    path("students/<str:sid>/record.pdf", views.record_pdf, name="record_pdf"),
    path("classes/<str:cid>/", views.classroom, name="classroom"),
    path("watch/health/", views.health_watch, name="health_watch"),
    path("watch/conduct/", views.conduct_watch, name="conduct_watch"),
    path("watch/levels/", views.level_watch, name="level_watch"),
    path("help/", views.help, name="help"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("demo/", views.demo, name="demo"),
    path("demo/enter/", views.enter, name="enter"),
    path("demo/agency/", views.demo_agency, name="demo_agency"),
    path("stay/", views.stay, name="stay"),
    path("healthz", views.healthz, name="healthz"),
]

# Lower steps come first where a fixed word (`students/new/`) and an id (`students/<sid>/`) meet.
urlpatterns: list[URLPattern | URLResolver] = [
    # allauth's views, mounted one by one under the names it reverses (decisions C28)
    path("login/", account.login, name="account_login"),
    path("account/logout/", account.logout, name="account_logout"),
    path("account/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("papers/", include("journal.urls")),
    path("", include("schools.urls")),
    path("", include("students.urls")),
    path("", include("screening.urls")),
    path("", include("activities.urls")),
    path("", include("cases.urls")),
    path("", include("referrals.urls")),
    path("", include("supervision.urls")),
    path("", include((roof, "studentcare"))),
]
