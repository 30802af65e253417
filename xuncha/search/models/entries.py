"""What the index holds of a record, and how far the index has come."""

from typing import Self

from django.db import models
from django.db.models import Q

from xuncha.search.models.fulltext import WordIndex, WordsField
from xuncha.search.rules.progress import Progress


class Entry(models.Model):
    """One record as it was when it was last read: its title and its declared fields, a line each, and their words.

    It says nobody may see it: whoever asks, asks the record's own `visible_to`. `id` is made of day, kind and key
    (`rules.places`), `row` is the record's primary key.
    """

    id = models.BigAutoField(primary_key=True)  # always given; on SQLite this is the row's own number
    kind = models.PositiveSmallIntegerField()
    row = models.BigIntegerField()
    uid = models.UUIDField()
    at = models.DateField()
    text = models.TextField()
    words = WordsField(null=True, editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "row"], name="search_entry_once")]
        indexes = [WordIndex(fields=["words"], name="search_words")]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        return self.text.partition("\n")[0]

    @property
    def fields(self) -> list[str]:
        """The declared fields, in the order of the catalogue; an empty one is an empty line."""
        return self.text.split("\n")[1:]

    def says(self) -> tuple[object, ...]:
        """What a reader could find or be shown."""
        return (self.id, self.uid, self.text)


class Standing(models.Model):
    """The one row that says how far the index has come.

    catalogue   digest of what is declared; another one and the index is built anew
    filled      kind → the highest key read so far
    high, gaps  passages read so far (`rules.progress`)
    built_at    when all that was there had been read for the first time
    looked_at   when it was last up to date
    """

    catalogue = models.CharField(max_length=64)
    filled = models.JSONField(default=dict)
    high = models.BigIntegerField(default=0)
    gaps = models.JSONField(default=list)
    built_at = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    turn = models.BigIntegerField(default=0)  # rises with every step: of two that read at once one writes
    single = models.BooleanField(default=True, unique=True, editable=False)

    class Meta:
        constraints = [models.CheckConstraint(name="search_standing_single", condition=Q(single=True))]

    def __str__(self) -> str:
        return self.catalogue

    @property
    def progress(self) -> Progress:
        return Progress.from_rows(self.high, self.gaps)

    def with_progress(self, progress: Progress) -> Self:
        self.high, self.gaps = progress.high, progress.rows()
        return self
