"""The German title of a step, made when it is shown: no name is ever stored in it."""

from kn_desk.records.catalogue import BY_NAME
from kn_desk.storage.reader import Reader
from kn_desk.storage.steps import Step

_VERBS = {
    "create": "angelegt",
    "edit": "geändert",
    "trash": "in den Papierkorb gelegt",
    "restore": "aus dem Papierkorb geholt",
    "purge": "endgültig gelöscht",
    "sample": "aus dem Konstanzer Beispiel übernommen",
    "import": "eingelesen",
}
_WHOLE = {"new": "Datei angelegt", "migrate": "Datei aktualisiert", "erase": "Person gelöscht oder anonymisiert"}


def title_of(reader: Reader, step: Step) -> str:
    """Return what a step did, in a few German words."""
    if step.verb in _WHOLE:
        return _WHOLE[step.verb]
    if step.verb in ("undo", "redo"):
        # Redo reverts an undo, and an undo may revert a redo: each is titled after the step that it is about.
        original = reader.step(step.reverts)
        while original is not None and original.verb in ("undo", "redo"):
            original = reader.step(original.reverts)
        word = "Rückgängig" if step.verb == "undo" else "Wiederholt"
        return f"{word}: {title_of(reader, original)}" if original else word
    return f"{_whom(reader, step)} {_VERBS.get(step.verb, step.verb)}".strip()


def _whom(reader: Reader, step: Step) -> str:
    touched = reader.touched(step.id)
    if not touched:
        return "Gelöschte Angaben"  # of a person who was erased since
    if len(touched) == 1:
        identity, type_name = next(iter(touched.items()))
        return f"{BY_NAME[type_name].spec.label} {reader.code_of(identity)}".strip()
    types = sorted(set(touched.values()))
    if len(types) == 1:
        return f"{len(touched)} {BY_NAME[types[0]].spec.plural}"
    return f"{len(touched)} Datensätze"
