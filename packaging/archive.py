"""Archives that are the same whenever and by whomever they are made."""

import os
import tarfile
from pathlib import Path


def normalised(info: tarfile.TarInfo, epoch: int) -> tarfile.TarInfo:
    """The entry without owner, odd modes and time of the build."""
    info.uid = info.gid = 0
    info.uname = info.gname = "root"
    info.mode = 0o755 if info.isdir() or info.mode & 0o100 else 0o644
    info.mtime = epoch
    return info


def normalise_tree(folder: Path, epoch: int) -> None:
    """The same for files on the disk."""
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)
