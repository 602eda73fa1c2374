"""The JSON of versions, made small with a dictionary that all of them share, and exact when it is read again.

The dictionary is kept in the database as well, so that other tools can read what was written here.
"""

import zlib

DICTIONARY_ID = 1

DICTIONARY = (
    b'"targetSequence":null,"errorCode":"MODEL_TIMEOUT","errorMessage":"\xe6\x96\x87\xe6\xa1\x88\xe7\x94\x9f\xe6\x88\x90'
    b'\xe5\xa4\xb1\xe8\xb4\xa5\xef\xbc\x9a\xe6\xa8\xa1\xe5\x9e\x8b\xe8\xb6\x85\xe6\x97\xb6",'
    b'"status":"FAILED","status":"PARTIAL_SUCCESS","status":"QUEUED","statusVersion":1,"startedAt":null,'
    b'"tokenUsage":null,"copyCount":0,"timestamp":"2026-'
    b'{"batchId":"cmgl","status":"RUNNING","statusVersion":2,"startedAt":"2026-11-24T08:00:00.000Z","completedAt":null,'
    b'"errorCode":null,"errorMessage":null,"tokenUsage":null,"copyCount":0,"timestamp":"2026-11-24T08:00:00.000Z"}'
    b'{"batchId":"cmgl","status":"SUCCEEDED","statusVersion":3,"startedAt":"2026-11-24T08:00:00.000Z",'
    b'"completedAt":"2026-11-24T08:00:00.000Z","errorCode":null,"errorMessage":null,'
    b'"tokenUsage":{"prompt":5400,"completion":6100,"total":11500},"copyCount":5,"timestamp":"2026-11-24T08:00:00.000Z"}'
)
"""What versions look like, the most usual last. Never changed: a better one gets the next id."""

_LEVEL = 6
_RAW = -zlib.MAX_WBITS
_WINDOW = -12
_MEMORY = 5
"""Four kilobytes back, beyond which a version has nothing to repeat. With zlib's own 256 KB a version took 50 µs, most
of them to get that memory from the system; with this 4, and the same bytes come out."""


def compressed(text: str) -> bytes | str:
    """`text` as it is stored: small, or as it came where that is smaller."""
    plain = text.encode()
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zdict=DICTIONARY)
    small = bytes((DICTIONARY_ID,)) + compressor.compress(plain) + compressor.flush()
    return small if len(small) < len(plain) else text


def plain_text(stored: bytes | str) -> str:
    """The text exactly as it came. Raises ValueError for what this version cannot read, and for damage."""
    if isinstance(stored, str):
        return stored
    if stored[:1] != bytes((DICTIONARY_ID,)):
        raise ValueError("compressed with a dictionary of a newer version")
    try:
        decompressor = zlib.decompressobj(_RAW, zdict=DICTIONARY)
        return (decompressor.decompress(stored[1:]) + decompressor.flush()).decode()
    except zlib.error as error:
        raise ValueError(str(error)) from error
