"""What each process that is measured tells the one that started it; imports next to nothing, since starts are timed."""

import gc
import json
import os
from pathlib import Path
from typing import Any


def memory_now() -> float:
    """The memory of this process in megabytes; Linux only."""
    gc.collect()
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024 / 1e6
    raise OSError("no VmRSS: memory is measured on Linux only")


def tell(told: dict[str, Any]) -> None:
    """Tell what was measured, and end at once: without a backup, which is not what is measured."""
    print(json.dumps(told), flush=True)
    os._exit(0)
