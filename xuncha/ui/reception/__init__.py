from xuncha.ui.reception.deeds import Deed, deed_addresses
from xuncha.ui.reception.doors import entry_addresses
from xuncha.ui.reception.entry import Entry
from xuncha.ui.reception.forms import DayField, EntryForm, StepForm
from xuncha.ui.reception.rows import NameField, NamesField, RowsField
from xuncha.ui.reception.verbs import Ask, verb_addresses

__all__ = [
    "Ask",
    "DayField",
    "Deed",
    "Entry",
    "EntryForm",
    "NameField",
    "NamesField",
    "RowsField",
    "StepForm",
    "deed_addresses",
    "entry_addresses",
    "verb_addresses",
]
