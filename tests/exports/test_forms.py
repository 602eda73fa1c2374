"""Each form of one page of rows: what it keeps, and that nothing in it is obeyed by whoever reads it."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import TextIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchdesk.exports.csv_table import COPY_FIELDS, write_csv
from batchdesk.exports.entries import FIELDS, entry
from batchdesk.exports.html_report import LISTED, write_html
from batchdesk.exports.json_lines import write_json_lines
from batchdesk.exports.markdown import write_markdown
from batchdesk.exports.order import ExportForm, ExportOrder
from batchdesk.store.bulk import BatchRow, CopiesRow
from batchdesk.store.records import HistoryQuery
from batchdesk.words.catalogue import set_language
from tests.exports.conftest import GONE, HOSTILE, ROW, ROWS

ORDER = ExportOrder(ExportForm.HTML, HistoryQuery(search="超时", limit=None))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


def written(write: Callable[[list[tuple[BatchRow, ...]], TextIO], None], *rows: BatchRow) -> str:
    out = io.StringIO()
    write([rows], out)
    return out.getvalue()


def report(*rows: BatchRow, order: ExportOrder = ORDER) -> str:
    return written(lambda pages, out: write_html(pages, out, order), *rows)


def test_the_fields_are_those_of_the_contract() -> None:
    assert FIELDS[:16] == (
        *("batchId", "server", "label", "merchant", "status", "statusVersion", "copyCount", "copyTarget", "errorCode"),
        *("errorMessage", "tokenUsage", "startedAt", "completedAt", "seconds", "addedAt", "receivedAt"),
    )
    assert all(tuple(entry(row)) == FIELDS for row in ROWS)


def test_csv_reads_back_and_starts_no_formula() -> None:
    rows = list(csv.DictReader(io.StringIO(written(write_csv, *ROWS))))
    assert tuple(rows[0]) == FIELDS
    assert rows[1]["label"] == '\'=HYPERLINK("http://x")'
    assert rows[1]["errorMessage"].startswith("'+1|<b>x</b>\n␛[31m超时")
    assert rows[1]["tags"] == "'-2+3, <i>"
    assert rows[2]["label"] == "春季上新 · 小红书文案"
    assert rows[2]["tokenUsage"] == "11500"
    assert rows[2]["seconds"] == "112.0"
    assert (rows[2]["pinned"], rows[2]["gone"], rows[0]["gone"]) == ("true", "false", "true")
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


@given(TEXTS, TEXTS, TEXTS)
def test_no_text_makes_a_formula_or_breaks_a_csv_line(label: str, message: str, note: str) -> None:
    row = ROW._replace(label=label, error_message=message, note=note)
    lines = list(csv.reader(io.StringIO(written(write_csv, row, row), newline="")))
    assert [len(line) for line in lines] == [len(FIELDS)] * 3
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) for cell in lines[1])


def test_only_excels_csv_begins_with_a_byte_order_mark() -> None:
    marked = written(lambda pages, out: write_csv(pages, out, excel=True), *ROWS)
    assert marked.encode("utf-8").startswith(b"\xef\xbb\xbfbatchId,")
    assert marked[1:] == written(write_csv, *ROWS)


def test_json_is_an_object_a_line_that_no_terminal_obeys() -> None:
    text = written(write_json_lines, *ROWS)
    entries = [json.loads(line) for line in text.splitlines()]
    assert entries == [json.loads(json.dumps(entry(row))) for row in ROWS]
    assert entries[1]["errorMessage"] == HOSTILE.error_message
    assert entries[2]["tokenUsage"] == {"prompt": 5400, "completion": 6100, "total": 11500}
    assert (entries[0]["status"], entries[0]["gone"], entries[2]["tags"]) == (None, True, ["spring", "超时"])
    assert "\x1b" not in text
    assert "\u202e" not in text


ANSWER = {
    "data": {
        "copies": [
            {"sequence": 1, "state": "DRAFT", "markdownContent": "=1+1\n**春季**\u202e"},
            {"sequence": 2, "state": "FAILED", "errorCode": "MODEL_TIMEOUT", "errorMessage": "@超时"},
        ]
    }
}
WITH_TEXTS = ROW._replace(copies=CopiesRow(3, "2026-11-24T08:02:00.000Z", json.dumps(ANSWER)))


def test_csv_with_texts_is_a_line_a_copy_and_starts_no_formula() -> None:
    text = written(lambda pages, out: write_csv(pages, out, texts=True), WITH_TEXTS, GONE)
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == (*FIELDS, *COPY_FIELDS)
    assert [(row["batchId"], row["copySequence"], row["copyState"]) for row in rows] == [
        (ROW.batch_id, "1", "DRAFT"),
        (ROW.batch_id, "2", "FAILED"),
        (GONE.batch_id, "", ""),
    ]
    assert rows[0]["copyText"] == "'=1+1\n**春季**�"
    assert (rows[1]["copyErrorCode"], rows[1]["copyErrorMessage"]) == ("MODEL_TIMEOUT", "'@超时")


@pytest.mark.parametrize("exact", [False, True])
def test_json_with_texts_has_them_as_the_server_sent_them(exact: bool) -> None:
    text = written(
        lambda pages, out: write_json_lines(pages, out, texts=True, versions_of=(lambda _rows: {}) if exact else None),
        WITH_TEXTS,
        GONE,
    )
    first, second = (json.loads(line)["copies"] for line in text.splitlines())
    assert (first["statusVersion"], first["fetchedAt"]) == (3, "2026-11-24T08:02:00.000Z")
    assert [(copy["sequence"], copy["text"], copy["errorCode"]) for copy in first["texts"]] == [
        (1, "=1+1\n**春季**\u202e", None),
        (2, "", "MODEL_TIMEOUT"),
    ]
    assert first.get("json") == (json.dumps(ANSWER) if exact else None)
    assert second is None
    assert "\u202e" not in text


def test_markdown_is_a_table_without_the_servers_markup() -> None:
    lines = written(write_markdown, *ROWS).splitlines()
    assert len(lines) == 5
    assert all(line.replace("\\|", "").count("|") == 7 for line in lines)
    assert "&lt;b&gt;x&lt;/b&gt; ␛\\[31m超时" in lines[3]
    assert "| gone |" in lines[2]


class _Page(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


@given(st.lists(TEXTS, min_size=5, max_size=5))
def test_no_text_of_others_is_markup_in_the_report(texts: list[str]) -> None:
    label, message, note, tag, merchant = texts
    row = ROW._replace(label=label, error_message=message, note=note, tags=tag.replace("\n", ""), merchant=merchant)
    tags = set(_Page(report(row, HOSTILE)).tags)
    assert tags <= set(_Page(report(ROW, HOSTILE)).tags) | {"br", "div", "span"}


def test_the_report_needs_nothing_else_and_says_what_is_in_it() -> None:
    page = _Page(report(*ROWS))
    assert not {"script", "link", "img", "iframe", "object"} & set(page.tags)
    names = {name for name, _ in page.attributes}
    assert not {name for name in names if name.startswith("on")} | ({"src", "href"} & names)
    assert ("content", "default-src 'none'; style-src 'unsafe-inline'") in page.attributes
    text = " ".join(page.texts)
    for words in ("Search: 超时", "50.0%", "春季上新", "<img src=x onerror=alert(1)>", "gone", "11,500"):
        assert words in text
    assert "prefers-color-scheme: dark" in text
    assert "@media print" in text


def test_a_long_report_lists_the_newest_and_counts_them_all() -> None:
    text = report(*[ROW] * (LISTED + 1))
    assert text.count('<td class="status') == LISTED
    assert f"The newest {LISTED:,} of {LISTED + 1:,} batches are listed." in text


def test_an_empty_report_is_a_page() -> None:
    assert "</html>" in report()
    assert "<figure" not in report()


def test_the_report_has_charts_with_their_numbers() -> None:
    text = report(*ROWS)
    assert text.count("<figure") == text.count("<details") == 6
    assert "<title>Batches by outcome</title>" in text
    assert f"<td>{len(ROWS)}</td></tr></table></details>" in text, "all batches, in one row of the first chart"
    assert text.count('id="hatched"') == 1
    assert "url(" not in text.replace("url(#hatched)", "").replace("url(#dotted)", "")


@pytest.fixture
def chinese() -> Iterator[None]:
    set_language("zh_CN")
    yield
    set_language("en")


@pytest.mark.usefixtures("chinese")
def test_the_report_speaks_the_operators_language() -> None:
    text = report(GONE)
    assert '<html lang="zh-CN">' in text
    assert "批次" in text
