"""Writing a file so that it is either the old one or the new one, never half of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ontology.errors import ExportError

__all__ = ["replacing"]


@contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """Open a temporary file that takes the place of `path` when all is written.

    Args:
        path: Where the file shall stand; its folder is made if need be.

    Yields:
        A binary file to write to.

    Raises:
        ExportError: If the place cannot be written; what stood there stays.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        msg = f"{path}: cannot be written ({error.strerror}); choose another folder with --out"
        raise ExportError(msg) from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except OSError as error:
        msg = f"{path}: cannot be written ({error.strerror}); what stood there is unchanged"
        raise ExportError(msg) from error
    finally:
        temporary.unlink(missing_ok=True)
