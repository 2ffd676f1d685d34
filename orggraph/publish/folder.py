"""A folder that is there whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from orggraph.i18n import T
from orggraph.picture.export import CannotWrite, cannot_write


def check_free(folder: Path) -> None:
    """Refuse a folder that holds something, or a file of that name. Raises CannotWrite."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise CannotWrite(
            T("{folder} is there already, and is not an empty folder.", folder=str(folder)),
            T("Give a folder that does not exist yet; what is there stays."),
        )


def put_folder(folder: Path, files: Iterable[tuple[str, str | bytes]]) -> int:
    """Write files beside the folder, and move them there when all are written.

    Parameters
    ----------
    folder
        A folder that does not exist, or is empty.
    files
        Path within the folder, and text or bytes. They are taken one by one.

    Returns
    -------
    int
        The bytes written.

    Raises
    ------
    CannotWrite
        The folder holds something, or cannot be written; nothing is left behind.
    """
    check_free(folder)
    made: Path | None = None
    size = 0
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        for name, written in files:
            content = written.encode() if isinstance(written, str) else written
            file = made / name
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(content)
            size += len(content)
        made.chmod(made.joinpath("pages").stat().st_mode)
        if folder.exists():
            folder.rmdir()
        os.replace(made, folder)  # noqa: PTH105 - Path.replace gives the same
        made = None
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        if made:
            shutil.rmtree(made, ignore_errors=True)
    return size
