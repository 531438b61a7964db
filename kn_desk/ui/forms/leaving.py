"""What happens to what is typed when a person leaves a form: it is saved, or they are asked."""

from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.question import Ask, Question

DISCARD, GO_ON = "Verwerfen", "Weiter bearbeiten"


def may_leave(form: RecordForm, ask: Ask) -> bool:
    """Save what is typed; where that cannot be, ask whether it is to be dropped. False where one goes on with it.

    Where nothing can be saved any more (the file is gone, say), it is kept as a draft without a question.
    """
    if form.is_dirty and form.is_read_only:
        form.keep_draft()
        return True
    return not form.is_dirty or form.save() or _dropped(form, ask, form.reason)


def step_back(form: RecordForm, ask: Ask) -> bool:
    """Esc: put the field in use back, or else ask about what is typed in others; False where nothing is typed."""
    if not form.is_dirty:
        return False
    if not form.put_field_back():
        _dropped(form, ask, "Strg+S speichert sie.")
    return True


def _dropped(form: RecordForm, ask: Ask, why: str) -> bool:
    question = Question(
        f"{form.what}: Eingaben verwerfen?",
        f"Sie sind noch nicht gespeichert. {why}",
        (DISCARD, GO_ON),
        "warning",
        destroys=True,
    )
    if ask(question, form.window()) != DISCARD:
        return False
    form.discard()
    return True
