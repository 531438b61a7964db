"""Which editor belongs to which kind: the only list of kinds that Qt has."""

from datetime import date

from kn_desk.fields.kinds import Choice, Data, Day, Links, Note, Ref, YesNo
from kn_desk.fields.spec import FieldSpec
from kn_desk.ui.editors.choice import ChoiceEditor
from kn_desk.ui.editors.day import DayEditor
from kn_desk.ui.editors.editor import Editor, LineEditor, NoteEditor
from kn_desk.ui.editors.finding_line import Find
from kn_desk.ui.editors.reference import LinksEditor, RefEditor
from kn_desk.ui.style import Theme

#: A choice with a longer word than this would be cut off in half a form.
_LONG_WORD = 14


def editor_for(spec: FieldSpec, theme: Theme, find: Find, today: date) -> Editor:
    """Return a new editor for a field."""
    match spec.kind:
        case Choice() | YesNo():
            return ChoiceEditor(spec)
        case Day():
            return DayEditor(spec, theme, today)
        case Ref():
            return RefEditor(spec, theme, find)
        case Links():
            return LinksEditor(spec, find)
        case Note() | Data():
            return NoteEditor(spec)
        case _:
            return LineEditor(spec)


def is_wide(spec: FieldSpec) -> bool:
    """Return whether a field takes the whole width of a form."""
    if isinstance(spec.kind, Choice) and max(map(len, spec.kind.options.values())) > _LONG_WORD:
        return True
    return isinstance(spec.kind, Note | Links | Data) or spec.kind.width >= 28
