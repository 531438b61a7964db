"""A folder of files that belong together: written beside its place, and only whole moved there."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kn_desk.exchange.file_names import free_path
from kn_desk.records.identity import new_id
from kn_desk.storage.files import OWNER_ONLY, disk_sentences, move, sync


class NewFolder:
    """A folder in the making; ``path`` is where to write, ``target`` where it lies once the block has ended well."""

    def __init__(self, path: Path, target: Path) -> None:
        self.path = path
        self.target = target


@contextmanager
def new_folder(parent: Path, name: str) -> Iterator[NewFolder]:
    """Give a folder to write into; afterwards it is ``name`` (or name_v2 …) in ``parent``, or nothing is left of it.

    Raises WriteFailure with a sentence.
    """
    folder = NewFolder(parent / f".{name[:20]}.{new_id()[-12:]}.tmp", free_path(parent, name))
    try:
        with disk_sentences(folder.target):
            folder.path.mkdir(mode=0o700)
            yield folder
            for file in folder.path.iterdir():
                file.chmod(OWNER_ONLY)
                sync(file)
            folder.target = free_path(parent, name)
            move(folder.path, folder.target)
    finally:
        remove_folder(folder.path)


def remove_folder(folder: Path) -> None:
    """Remove a folder that was made here; what another program holds open stays."""
    shutil.rmtree(folder, ignore_errors=True)
