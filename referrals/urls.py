from django.urls import path

from referrals import views

app_name = "referrals"

urlpatterns = [
    path("referrals/", views.board, name="board"),
    path("cases/<str:cid>/refer/", views.refer, name="refer"),
    path("referrals/<str:rid>/", views.referral, name="referral"),
    path("referrals/<str:rid>/agency/", views.choose_agency, name="choose_agency"),
    path("referrals/<str:rid>/reason/", views.give_reason, name="give_reason"),
    path("referrals/<str:rid>/sections/", views.choose_sections, name="choose_sections"),
    path("referrals/<str:rid>/consent/", views.record_consent, name="record_consent"),
    path("referrals/<str:rid>/letter/", views.number_letter, name="number_letter"),
    path("referrals/<str:rid>/check/", views.check, name="check"),
    path("referrals/<str:rid>/sign/", views.sign, name="sign"),
    path("referrals/<str:rid>/return/", views.return_to_draft, name="return_to_draft"),
    path("referrals/<str:rid>/reply/", views.record_reply, name="record_reply"),
    path("referrals/<str:rid>/close/", views.close, name="close"),
    path("referrals/<str:rid>/letter.pdf", views.letter_pdf, name="letter_pdf"),
    path("referrals/<str:rid>/summary.pdf", views.summary_pdf, name="summary_pdf"),
    path("agencies/", views.agencies, name="agencies"),
    path("agencies/new/", views.add_agency, name="add_agency"),
    path("agencies/<str:aid>/edit/", views.edit_agency, name="edit_agency"),
]
