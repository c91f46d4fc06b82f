"""Writing a file whole or not at all. Start reading at `replace_file`."""

from __future__ import annotations

import errno
import os


def replace_file(path: str, content: bytes) -> None:
    """Put new content into a file that is there, keeping its permissions; a link is followed and stays a link.

    Raises:
        OSError: the file cannot be written, or is marked as not to be; then it is as it was.
    """
    import tempfile  # slow to import, and few commands write

    target = os.path.realpath(path)
    if not os.access(target, os.W_OK):  # a folder that may be written would let it be replaced all the same
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
    mode = os.stat(target).st_mode & 0o7777
    handle, beside = tempfile.mkstemp(dir=os.path.dirname(target), prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(beside, mode)
        os.replace(beside, target)
    except BaseException:
        os.unlink(beside)
        raise


def create_file(path: str, content: bytes) -> None:
    """Write a file that is not there yet, with the folders it lies in.

    Raises:
        FileExistsError: it is there; nothing is written over.
        OSError: it cannot be written.
    """
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "xb") as stream:
        stream.write(content)
