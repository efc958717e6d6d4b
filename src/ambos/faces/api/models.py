"""What the interface keeps of its own: tokens by their digest, and answers to acts by their key."""

from datetime import datetime

from django.db import models

DIGEST, NAME, OFFICER, KEY = 64, 100, 80, 64


class Token(models.Model):
    """A token: only the SHA-256 of its 256 random bits is kept. It acts as its officer within its scopes."""

    officer: "models.CharField[str, str]" = models.CharField(max_length=OFFICER, db_index=True)
    name: "models.CharField[str, str]" = models.CharField(max_length=NAME)
    digest: "models.CharField[str, str]" = models.CharField(max_length=DIGEST, unique=True)
    scopes: "models.CharField[str, str]" = models.CharField(max_length=400)
    made: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    ends: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    used: "models.DateTimeField[datetime | None, datetime | None]" = models.DateTimeField(null=True)

    def has(self, scope: str) -> bool:
        """Say whether it was issued for this."""
        return scope in self.scopes.split()

    def valid(self, now: datetime) -> bool:
        """Say whether it has not ended."""
        return now < self.ends

    @property
    def mark(self) -> str:
        """Give the digits by which a person tells it from others; they open nothing."""
        return self.digest[:12]


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
