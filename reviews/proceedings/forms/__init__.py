"""What do people type about what runs alongside a review?"""

from reviews.proceedings.forms.alongside import (
    ChangeProceedingForm,
    EndProceedingForm,
    EventForm,
    ProceedingForm,
    ReopenForm,
    VoidEventForm,
)
from reviews.proceedings.forms.holds import HoldForm, LookAgainForm, ReleaseForm, StaysReleasedForm
from reviews.proceedings.forms.orders import ChangeOrderForm, EndOrderForm, OrderForm
from reviews.proceedings.forms.witnesses import ChangeWitnessForm, EndWitnessForm, WitnessForm

__all__ = [
    "ChangeOrderForm", "ChangeProceedingForm", "ChangeWitnessForm", "EndOrderForm", "EndProceedingForm",
    "EndWitnessForm", "EventForm", "HoldForm", "LookAgainForm", "OrderForm", "ProceedingForm", "ReleaseForm", "ReopenForm",
    "StaysReleasedForm",    "VoidEventForm", "WitnessForm",
]  # fmt: skip
