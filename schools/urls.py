from django.urls import path

from schools import views

app_name = "schools"

urlpatterns = [
    path("account/", views.account, name="account"),
    path("account/morning-mail/", views.morning_mail, name="morning_mail"),
    path("account/password/", views.set_password, name="set_password"),
    path("login/code/", views.use_code, name="use_code"),
    path("notices/", views.notices, name="notices"),
    path("drafts/<str:form>/<str:about>/", views.draft, name="draft"),
    path("drafts/<str:form>/<str:about>/discard/", views.discard_draft, name="discard_draft"),
    path("people/", views.people, name="people"),
    path("people/new/", views.add_person, name="add_person"),
    path("people/import/", views.import_people, name="import_people"),
    path("people/form.xlsx", views.staff_form_xlsx, name="staff_form_xlsx"),
    path("people/slips.pdf", views.slips_pdf, name="slips_pdf"),
    path("people/<str:uid>/", views.person, name="person"),
    path("people/<str:uid>/edit/", views.edit_person, name="edit_person"),
    path("people/<str:uid>/appoint/", views.appoint, name="appoint"),
    path("people/<str:uid>/appointments/<str:aid>/end/", views.end_appointment, name="end_appointment"),
    path("people/<str:uid>/code/", views.make_code, name="make_code"),
    path("people/<str:uid>/close/", views.close_account, name="close_account"),
    path("classes/", views.classrooms, name="classrooms"),
    path("classes/new/", views.add_classroom, name="add_classroom"),
    path("classes/<str:cid>/edit/", views.edit_classroom, name="edit_classroom"),
    path("schools/", views.schools, name="schools"),
    path("schools/new/", views.add_school, name="add_school"),
    path("schools/<str:sid>/", views.school, name="school"),
    path("schools/<str:sid>/edit/", views.edit_school, name="edit_school"),
    path("schools/<str:sid>/letterhead/", views.choose_letterhead, name="choose_letterhead"),
    path("schools/<str:sid>/letterhead.pdf", views.letterhead_pdf, name="letterhead_pdf"),
    path("years/", views.years, name="years"),
    path("years/new/", views.add_year, name="add_year"),
    path("years/<int:year>/edit/", views.edit_year, name="edit_year"),
    path("years/<int:year>/homerooms/", views.homerooms, name="homerooms"),
    path("years/holidays/", views.holidays, name="holidays"),
    path("area/", views.area, name="area"),
]
