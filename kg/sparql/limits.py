"""What a query may take; apart from what answers it, so that help texts load none of that."""

from __future__ import annotations

__all__ = ["MEMORY", "SECONDS"]

SECONDS = 30.0  # unless the user says otherwise
MEMORY = 2 << 30  # bytes, beyond the store
