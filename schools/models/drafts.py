"""What somebody is still writing, kept on the server and nowhere else (security.md 2.10)."""

from typing import Self

from django.db import models

from schools.models.people import User


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)


class Draft(models.Model):
    """One unfinished form of one person. `sealed`: its fields as JSON, AES-GCM bound to `uid`; purged after 14 days.

    `uid` says which page wrote it last (`schools.drafts.Page`); another page that did not take it never writes over it.
    `sequence` grows with every save of a page; a save that arrives late, with the same or a smaller one, is ignored.
    """

    DAYS = 14

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=40)  # "cases:write_note"
    about = models.CharField(max_length=20, blank=True)  # public id of what it is written about
    uid = models.UUIDField(unique=True)
    sealed = models.BinaryField()
    sequence = models.BigIntegerField(default=0)
    saved_at = models.DateTimeField()

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("user", "form", "about", name="one_draft_of_a_form")]

    def __str__(self) -> str:
        return f"{self.form} {self.about}"
