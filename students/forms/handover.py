"""What a teacher leaves for the next one, two short texts for each child."""

from django import forms

from schools.fields import CleanCharField
from schools.forms.unchanged import Unchanged


class HandoverForm(Unchanged):
    """One child's row; `prefix` is her public id, so that two teachers of a room never write over each other unseen."""

    works = CleanCharField(label="อะไรได้ผลกับเด็กคนนี้", max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
    watch = CleanCharField(label="สิ่งที่ควรดูต่อ", max_length=300, required=False, widget=forms.Textarea({"rows": 2}))
