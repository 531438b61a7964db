"""Files that leave the office as a whole: a PDF, say."""

from pathlib import Path

from kn_desk.storage.files import replacing


def write_whole(target: Path, data: bytes) -> None:
    """Write a file beside its place and move it there; what stood there stays until then. Raises UserError."""
    with replacing(target) as temporary:
        temporary.write_bytes(data)
