"""The history as a page to hand on: numbers, charts and a table in one file that needs nothing else.

No script and nothing from a network, which the page's own policy forbids as well; all text of others is escaped.
Readable in light and dark, and on paper.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape
from typing import TextIO

from batchdesk.batch import status
from batchdesk.batch.times import parse_time
from batchdesk.charts.chart import Table
from batchdesk.charts.insights import LocalZone, charts_of
from batchdesk.charts.svg import PATTERNS, inline_svg
from batchdesk.exports.cells import copies_made, error_text, standing, took
from batchdesk.exports.description import described
from batchdesk.exports.order import ExportOrder
from batchdesk.exports.page_style import STYLE
from batchdesk.exports.tally import Tally
from batchdesk.store.bulk import BatchRow
from batchdesk.words.batches import duration, status_word
from batchdesk.words.catalogue import language, translate
from batchdesk.words.plain import one_line, paragraph

LISTED = 5_000
"""Batches in the table: no browser shows a million lines, and the numbers above it are of all of them."""

CHART_WIDTH, CHART_HEIGHT = 560, 260

_MARKS = {
    status.SUCCEEDED: ("succeeded", "✓"),
    status.PARTIAL_SUCCESS: ("partial", "◐"),
    status.FAILED: ("failed", "✕"),
    status.RUNNING: ("running", "◔"),
    status.ARCHIVED: ("archived", "▣"),
}
"""Class and shape by status: the colour alone says nothing."""


def write_html(pages: Iterable[Sequence[BatchRow]], out: TextIO, order: ExportOrder) -> None:
    """Of many batches the newest LISTED are in the table, which says so."""
    tally = Tally()
    lines: list[str] = []
    for page in pages:
        tally.count(page)
        lines.extend(map(_line, page[: LISTED - len(lines)]))
    out.write(_head(order))
    out.write(_numbers(tally))
    out.write(_charts(tally))
    out.write(_table_head(tally))
    out.writelines(lines)
    out.write("</tbody></table></main></body></html>\n")


def _head(order: ExportOrder) -> str:
    title = translate("Export", "Batch report")
    which = translate("Export", "%n chosen batches", len(order.keys)) if order.keys else described(order.query)
    made = translate("Export", "Made {time} by batchdesk", time=f"{datetime.now().astimezone():%Y-%m-%d %H:%M %z}")
    return f"""<!DOCTYPE html>
<html lang="{"zh-CN" if language() == "zh_CN" else "en"}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body><main>
<h1>{escape(title)}</h1>
<p>{escape(which)}</p>
<p class="quiet">{escape(made)}</p>
"""


def _numbers(tally: Tally) -> str:
    rate, middle = tally.success_rate, tally.median_seconds
    numbers = [
        (translate("Export", "Batches"), f"{tally.batches:,}", ""),
        *((status_word(name), f"{number:,}", _MARKS.get(name, ("", ""))[0]) for name, number in tally.statuses.items()),
        *([] if rate is None else [(translate("Export", "Success rate"), f"{rate:.1%}", "")]),
        *([] if middle is None else [(translate("Export", "Took, median"), duration(middle), "")]),
        (translate("Export", "Copies"), f"{tally.copies:,}", ""),
        (translate("Export", "Tokens"), f"{tally.tokens:,}", ""),
    ]
    tiles = "".join(
        f'<div><dt>{escape(name)}</dt><dd class="{kind}">{escape(number)}</dd></div>' for name, number, kind in numbers
    )
    return f"<dl>{tiles}</dl>\n"


def _charts(tally: Tally) -> str:
    """Each with its numbers in a table below it, closed until it is asked for."""
    charts = charts_of(tally.statistics(LocalZone())) if tally.batches else ()
    scenes = [(chart, chart.draw(CHART_WIDTH, CHART_HEIGHT)) for chart in charts]
    figures = "".join(
        f"<figure>{inline_svg(scene, chart.title)}{_numbers_of(chart.table)}</figure>\n"
        for chart, scene in scenes
        if scene.spots
    )
    return (
        f'<svg width="0" height="0" aria-hidden="true">{PATTERNS}</svg><section>\n{figures}</section>\n'
        if figures
        else ""
    )


def _numbers_of(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in table.headings)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows)
    words = escape(translate("Export", "The numbers"))
    return f"<details><summary>{words}</summary><table><tr>{head}</tr>{rows}</table></details>"


def _table_head(tally: Tally) -> str:
    headings = (
        translate("Export", "Status"),
        translate("Export", "Batch"),
        translate("Export", "Merchant"),
        translate("Export", "Copies"),
        translate("Export", "Took"),
        translate("Export", "Tokens"),
        translate("Export", "Added"),
        translate("Export", "Error, tags and note"),
    )
    caption = ""
    if tally.batches > LISTED:
        newest = f"{LISTED:,}"
        words = translate("Export", "The newest {newest} of %n batches are listed.", tally.batches, newest=newest)
        caption = f"<caption>{escape(words)}</caption>"
    cells = "".join(f'<th scope="col">{escape(heading)}</th>' for heading in headings)
    return f"<table>{caption}<thead><tr>{cells}</tr></thead><tbody>\n"


def _line(row: BatchRow) -> str:
    kind, mark = _MARKS.get(row.status, ("queued", "○"))
    name = f"{_text(row.label)}<br>" if row.label else ""
    tokens = "" if row.total_tokens is None else f"{row.total_tokens:,}"
    return (
        f'<tr><td class="status {kind}"><span aria-hidden="true">{mark}</span> {_text(standing(row))}</td>'
        f'<td class="name">{name}<code>{_text(row.batch_id)}</code></td><td class="id">{_text(row.merchant)}</td>'
        f'<td class="copies">{copies_made(row)}</td><td class="number">{took(row)}</td><td class="number">{tokens}</td>'
        f"<td>{_moment(row.added_at)}</td><td>{_remarks(row)}</td></tr>\n"
    )


def _remarks(row: BatchRow) -> str:
    error = error_text(row)
    parts = [
        *([f'<div class="failed">{_text(error)}</div>'] if error else []),
        *(f'<span class="tag">{_text(tag)}</span>' for tag in row.tag_list),
        *([f'<div class="note">{escape(paragraph(row.note))}</div>'] if row.note else []),
    ]
    return " ".join(parts)


def _text(text: str) -> str:
    return escape(one_line(text))


def _moment(text: str) -> str:
    time = parse_time(text)
    return "" if time is None else f'<time datetime="{escape(text)}">{time.astimezone():%Y-%m-%d %H:%M}</time>'
