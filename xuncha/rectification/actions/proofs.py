"""Laying what proves the work to an item, and taking it back."""

from datetime import date

from django.core.files import File
from django.db import transaction
from django.db.models import Max

from xuncha.files import actions as files
from xuncha.files.models import Attachment
from xuncha.kernel.refusals import NotAllowed
from xuncha.kernel.viewer import Viewer
from xuncha.records import actions as records
from xuncha.records.models import Office
from xuncha.rectification.models import Item, Proof
from xuncha.rectification.queries import closures
from xuncha.rectification.rules.items import ItemState
from xuncha.rectification.rules.ledgers import INSPECTORS, UNIT


@transaction.atomic
def lay(proof: Proof, *, by: Viewer, at: date, upload: "File[bytes] | None" = None) -> Proof:
    """Lay one more proof to an item that is open; it takes the item's next number."""
    item = proof.item
    proof.office_id = item.office_id
    records.require(proof, UNIT | INSPECTORS, by=by)
    Item.objects.select_for_update().get(pk=item.pk)  # numbers follow one another
    if item.state == ItemState.DONE:
        raise NotAllowed("该事项已经销号，请先重新整改。")
    if proof.measure and proof.measure.item_id != item.pk:
        raise NotAllowed("所选措施不属于该整改事项。")
    if upload is None and not proof.shelf.strip():
        raise NotAllowed("请上传附件，或者注明纸质件存放处。")
    if upload is not None:
        proof.attachment = stored(upload, proof.office, by=by, at=at)
    last = Proof._base_manager.filter(item=item).aggregate(n=Max("number"))["n"]
    proof.number = (last or 0) + 1  # a withdrawn number is not given again
    return records.enter(proof, by=by, at=at)


@transaction.atomic
def withdraw(proof: Proof, *, by: Viewer, at: date, note: str) -> Proof:
    """Take a proof back, as long as nothing rests on it."""
    records.require(proof, UNIT, by=by)
    if proof.item.state == ItemState.DONE or closures.under_way(proof.item):
        raise NotAllowed("该事项已经申请销号，佐证材料不能撤回。")
    return records.void(proof, by=by, at=at, note=note)


def stored(upload: "File[bytes]", office: Office, *, by: Viewer, at: date) -> Attachment:
    media_type = getattr(upload, "content_type", None) or "application/octet-stream"
    return files.store(
        upload.read(), name=upload.name or "", media_type=media_type, office=office, by=by, at=at
    )
