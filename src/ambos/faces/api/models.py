"""What the interface keeps of its own: answers to acts by their key."""

from datetime import datetime

from django.db import models

from ambos.faces.accounts.models import Token

DIGEST, KEY = 64, 64


class Kept(models.Model):
    """What an act was answered, under the key that its request named; status 0 while it is not known."""

    token: "models.ForeignKey[Token, Token]" = models.ForeignKey(Token, on_delete=models.CASCADE)
    key: "models.CharField[str, str]" = models.CharField(max_length=KEY)
    digest: "models.CharField[str, str]" = models.CharField(max_length=DIGEST)
    at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    status: "models.IntegerField[int, int]" = models.IntegerField(default=0)
    location: "models.CharField[str, str]" = models.CharField(max_length=200)
    body: "models.TextField[str, str]" = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("token", "key"), name="one-answer-a-key"),)
