"""What is said about a picture."""

from django import forms

from schools.fields import CleanCharField


class PictureForm(forms.Form):
    caption = CleanCharField(label="คำบรรยาย", max_length=120, required=False)
