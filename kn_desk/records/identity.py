"""Ids made by the program: UUIDv7, so that they sort by the moment they were made (RFC 9562)."""

import secrets
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a fresh UUIDv7; within this process each is greater than the one before."""
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 of their fraction, pushed on where the clock stands still or jumps back.
        stamp = max((time.time_ns() << 12) // 1_000_000, _last + 1)
        _last = stamp
    high = (stamp >> 12) << 16 | 0x7000 | stamp & 0xFFF
    low = 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=high << 64 | low))
