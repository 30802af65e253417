"""What became of an organisation."""

from datetime import date

from xuncha.orgs.models import Organisation, OrganisationChange


def heirs(organisation: Organisation, day: date) -> list[Organisation]:
    """Those that stand for it on the day: itself while it lives, else its successors, and theirs.

    Empty when it was abolished without one. In order of registration.
    """
    living: dict[int, Organisation] = {}
    wanted, seen = {organisation.pk}, set[int]()
    while wanted:
        seen |= wanted
        alive = Organisation.objects.live().alive_on(day).filter(pk__in=wanted)
        living |= {row.pk: row for row in alive}
        changes = OrganisationChange.objects.live().filter(
            organisation__in=wanted - living.keys(), at__lte=day
        )
        found = changes.exclude(successor=None).values_list("successor", flat=True)
        wanted = {pk for pk in found if pk is not None} - seen
    return [living[pk] for pk in sorted(living)]
