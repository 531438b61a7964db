"""The two families of errors: what a person is told, and (everything else) what is a bug."""


class UserError(Exception):
    """Something a person can understand and act on: what happened, and what to do; both German sentences.

    ``details`` is for the fold-out "Einzelheiten" (a code or an original message), never needed to understand it.
    """

    def __init__(self, what: str, todo: str = "", *, details: str = "") -> None:
        super().__init__(f"{what} {todo}".strip())
        self.what = what
        self.todo = todo
        self.details = details


class Unreadable(UserError):
    """A raw value that a field's kind cannot read; ``what`` says why, ``todo`` shows what would be readable."""
