"""What SQLite writes, recorded write by write and flush by flush, and what a power cut may leave of it.

SQLite reaches files through a table of functions. The recording stands in front of three of them for every file that
is opened while it is on; the real ones do the work. Nothing is written of what is only in the system's cache: after a
cut, each sector that was not flushed is there or not, whatever came before or after it.
"""

import _sqlite3
import ctypes
import random
import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

SECTOR = 512
"""Bytes of which a disk writes all or nothing."""

_OPEN = ctypes.CFUNCTYPE(ctypes.c_int, *[ctypes.c_void_p] * 3, ctypes.c_int, ctypes.c_void_p)
_DELETE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int)
_WRITE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_int64)
_TRUNCATE = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int64)
_SYNC = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)


class _Vfs(ctypes.Structure):
    """The beginning of `sqlite3_vfs`; the functions that are left alone are only copied."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("file_size", ctypes.c_int),
        ("longest_path", ctypes.c_int),
        ("next", ctypes.c_void_p),
        ("name", ctypes.c_char_p),
        ("data", ctypes.c_void_p),
        ("open", ctypes.c_void_p),
        ("delete", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 14),
    )


class _Methods(ctypes.Structure):
    """`sqlite3_io_methods`."""

    _fields_ = (
        ("version", ctypes.c_int),
        ("close", ctypes.c_void_p),
        ("read", ctypes.c_void_p),
        ("write", ctypes.c_void_p),
        ("truncate", ctypes.c_void_p),
        ("sync", ctypes.c_void_p),
        ("others", ctypes.c_void_p * 13),
    )


class _File(ctypes.Structure):
    """The beginning of `sqlite3_file`."""

    _fields_ = (("methods", ctypes.POINTER(_Methods)),)


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that were given to the system. Not safe before the next `Flush` of the file."""

    name: str
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Cut:
    """The file ends here from now on."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Flush:
    """All of the file is safe."""

    name: str


@dataclass(frozen=True, slots=True)
class Delete:
    """The file is gone."""

    name: str


@dataclass(frozen=True, slots=True)
class Said:
    """Somebody was told that this is safe."""

    what: object


Step = Write | Cut | Flush | Delete | Said


@dataclass(slots=True)
class Recording:
    """Steps in their order, whichever thread made them."""

    steps: list[Step] = field(default_factory=list[Step])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, step: Step) -> None:
        """Note one more step."""
        with self._lock:
            self.steps.append(step)

    def said(self, at: int) -> list[object]:
        """What had been told before this step."""
        return [step.what for step in self.steps[:at] if isinstance(step, Said)]

    def leave(self, at: int, folder: Path, chance: random.Random) -> None:
        """Write what is on the disk when the power is cut before step number `at`."""
        files: dict[str, _Disk] = {}
        for step in self.steps[:at]:
            if isinstance(step, Delete):
                files.pop(step.name, None)
            elif not isinstance(step, Said):
                files.setdefault(step.name, _Disk()).take(step)
        for name, disk in files.items():
            (folder / name).write_bytes(disk.after_a_cut(chance))


@dataclass(slots=True)
class _Disk:
    safe: bytearray = field(default_factory=bytearray)
    pending: list[Write | Cut] = field(default_factory=list[Write | Cut])

    def take(self, step: Write | Cut | Flush) -> None:
        if not isinstance(step, Flush):
            self.pending.append(step)
            return
        for one in self.pending:
            _apply(self.safe, one)
        self.pending.clear()

    def after_a_cut(self, chance: random.Random) -> bytes:
        """Of what is pending any sectors are there; none, all and half are tried most."""
        share = chance.choice((0.0, 0.5, 1.0, chance.random()))
        content = bytearray(self.safe)
        for one in self.pending:
            for part in _sectors(one):
                if chance.random() < share:
                    _apply(content, part)
        return bytes(content)


def _sectors(step: Write | Cut) -> Generator[Write | Cut]:
    if isinstance(step, Cut):
        yield step
        return
    begin = step.offset
    while begin < step.offset + len(step.data):
        end = min(step.offset + len(step.data), begin - begin % SECTOR + SECTOR)
        yield Write(step.name, begin, step.data[begin - step.offset : end - step.offset])
        begin = end


def _apply(content: bytearray, step: Write | Cut) -> None:
    if isinstance(step, Cut):
        del content[step.size :]
        return
    content.extend(bytes(max(0, step.offset - len(content))))
    content[step.offset : step.offset + len(step.data)] = step.data


_kept: list[object] = []
"""SQLite keeps pointers to these as long as the process lives."""


@contextmanager
def recorded_disk() -> Generator[Recording]:
    """Record every file that this process's SQLite opens meanwhile. All must be closed before the end.

    AttributeError where SQLite's functions cannot be reached.
    """
    library = ctypes.CDLL(_sqlite3.__file__)  # finds what the module is linked with
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    library.sqlite3_vfs_find.argtypes = (ctypes.c_char_p,)
    library.sqlite3_vfs_register.argtypes = (ctypes.c_void_p, ctypes.c_int)
    library.sqlite3_vfs_unregister.argtypes = (ctypes.c_void_p,)
    recording = Recording()
    real = library.sqlite3_vfs_find(None)
    vfs = _vfs_in_front_of(real.contents, recording)
    library.sqlite3_vfs_register(ctypes.byref(vfs), 1)
    try:
        yield recording
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(vfs))
        library.sqlite3_vfs_register(real, 1)


def _vfs_in_front_of(real: _Vfs, recording: Recording) -> _Vfs:
    vfs = _Vfs.from_buffer_copy(real)
    vfs.name = b"recorded"
    open_really, delete_really = _OPEN(real.open), _DELETE(real.delete)
    names: dict[int, str] = {}
    tables: dict[int, _Methods] = {}

    def open_file(self: int, path: int | None, file: int, flags: int, given: int) -> int:
        result = open_really(self, path, file, flags, given)  # which keeps the pointer to the path
        opened = _File.from_address(file)
        if result == 0 and path is not None and opened.methods:
            names[file] = Path(ctypes.string_at(path).decode()).name
            # The real ones keep what they need of it: one table in front of each.
            address = ctypes.addressof(opened.methods.contents)
            if address not in tables:
                tables[address] = _methods_in_front_of(opened.methods.contents, names, recording)
            opened.methods = ctypes.pointer(tables[address])
        return result

    def delete_file(self: int, path: bytes, is_flushed: int) -> int:
        recording.add(Delete(Path(path.decode()).name))
        return delete_really(self, path, is_flushed)

    kept = (_OPEN(open_file), _DELETE(delete_file))
    vfs.open, vfs.delete = (ctypes.cast(function, ctypes.c_void_p) for function in kept)
    _kept.extend((vfs, open_really, delete_really, tables, *kept))
    return vfs


def _methods_in_front_of(real: _Methods, names: dict[int, str], recording: Recording) -> _Methods:
    methods = _Methods.from_buffer_copy(real)
    write_really, cut_really, flush_really = _WRITE(real.write), _TRUNCATE(real.truncate), _SYNC(real.sync)

    def write(file: int, data: int, size: int, offset: int) -> int:
        recording.add(Write(names[file], offset, ctypes.string_at(data, size)))
        return write_really(file, data, size, offset)

    def cut(file: int, size: int) -> int:
        recording.add(Cut(names[file], size))
        return cut_really(file, size)

    def flush(file: int, flags: int) -> int:
        result = flush_really(file, flags)
        recording.add(Flush(names[file]))
        return result

    kept = (_WRITE(write), _TRUNCATE(cut), _SYNC(flush))
    methods.write, methods.truncate, methods.sync = (ctypes.cast(function, ctypes.c_void_p) for function in kept)
    _kept.extend((write_really, cut_really, flush_really, *kept))
    return methods
