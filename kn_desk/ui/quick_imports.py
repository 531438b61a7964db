"""Qt first, and imports as Python does them: an eighth of a start.

PySide puts its own import in the place of Python's and reads the source of every module imported from then on, to see
whether it asks for `__feature__`, other names for Qt's methods. Nothing here does.
"""

import builtins

_plain = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401 - it is the one that changes how modules are imported

builtins.__import__ = _plain
