"""What is typed when the window closes: it is saved, or kept as a draft, or dropped, as the person says."""

from PySide6.QtWidgets import QWidget

from kn_desk.ui.forms.leaving import DISCARD, GO_ON
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.question import Ask, Question

_KEEP = "Entwurf behalten"


def may_close(window: QWidget, ask: Ask) -> bool:
    """Save what is typed; where that cannot be, ask. A draft is offered at the next start. False to stay."""
    left = [form for form in window.findChildren(RecordForm) if form.is_dirty and not form.save()]
    if not left:
        return True
    for form in left:
        form.keep_draft()
    if all(form.is_read_only for form in left):
        return True
    reasons = "\n".join(f"{form.what}. {form.reason}" for form in left)
    question = Question("Nicht alles lässt sich speichern.", reasons, (_KEEP, DISCARD, GO_ON), "warning")
    answer = ask(question, window)
    if answer == DISCARD:
        for form in left:
            form.discard()
    return answer != GO_ON
