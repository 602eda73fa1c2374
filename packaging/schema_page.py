"""Write docs/SCHEMA.md, the database as people see it, from a database that has just been made.

.venv/bin/python packaging/schema_page.py [--check]
"""

import sys
from contextlib import closing
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "SCHEMA.md"

sys.path.insert(0, str(PAGE.parents[1]))

from batchdesk.store import schema  # noqa: E402 - the program as it stands beside this script
from batchdesk.store.connections import connect_in_memory  # noqa: E402

INTRODUCTION = """# The database of batchdesk

*Made from the database itself by `packaging/schema_page.py`; version {version} of the schema (`PRAGMA user_version`).*

`batchdesk.sqlite` in the data folder is yours to read, also while batchdesk is running: `sqlite3`, `datasette` and
`sqlite-utils` open it. Read it, and leave the writing to batchdesk; `batchdesk import` takes in what you bring.

* Times are ISO 8601 in UTC with milliseconds: `2026-11-24T08:00:00.000Z`.
* `batches.id` is the time of adding in tenths of a second since 1970: newest first is `ORDER BY id DESC`.
* For people there are the views `batches_by_day` and `durations`.
* Tables whose names begin with `search_` belong to the index of the search, `_sqlite_migrations` to the updates.

## The JSON of a version

`versions.json` is what the server sent, exactly. Where it is TEXT, it is that. Where it is a BLOB, it is made small:
its first byte is the `id` of a row of `dictionaries`, and the rest raw DEFLATE with that dictionary. In Python:

```python
import sqlite3, zlib


def plain(stored, dictionaries):
    if isinstance(stored, str):
        return stored
    inflate = zlib.decompressobj(-zlib.MAX_WBITS, zdict=dictionaries[stored[0]])
    return (inflate.decompress(stored[1:]) + inflate.flush()).decode()


connection = sqlite3.connect("file:batchdesk.sqlite?mode=ro", uri=True)
dictionaries = dict(connection.execute("SELECT id, content FROM dictionaries"))
for version, stored in connection.execute("SELECT status_version, json FROM versions"):
    print(version, plain(stored, dictionaries))
```

`batchdesk export --format json --versions --texts` gives the same without any of this.
"""

_KINDS = {"table": "Tables", "view": "Views", "index": "Indexes", "trigger": "Triggers"}


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION.format(version=schema.VERSION)]
    with closing(connect_in_memory()) as connection:
        for kind, title in _KINDS.items():
            found = connection.execute(
                """SELECT name, sql FROM sqlite_schema WHERE type = ? AND sql IS NOT NULL
                  AND name NOT LIKE 'search\\__%' ESCAPE '\\'
                  AND tbl_name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY rowid""",
                (kind,),
            ).fetchall()
            parts.append(f"\n## {title}\n")
            parts.extend(f"\n### {name}\n\n```sql\n{sql};\n```\n" for name, sql in map(tuple, found))
    return "".join(parts)


def main() -> int:
    """Write the page; with --check, only say whether it is true."""
    if "--check" not in sys.argv[1:]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") == page():
        return 0
    sys.stderr.write("docs/SCHEMA.md is not what the database is: run packaging/schema_page.py\n")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
