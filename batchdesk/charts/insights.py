"""All charts of some batches."""

from datetime import UTC, date, datetime, timedelta, tzinfo

from batchdesk.charts.chart import Chart
from batchdesk.charts.durations import distribution_chart, durations_chart
from batchdesk.charts.hours import hours_chart
from batchdesk.charts.outcomes import outcomes_chart, success_chart, tokens_chart
from batchdesk.charts.periods import periods
from batchdesk.store.records import Statistics


def charts_of(statistics: Statistics, first: date | None = None, last: date | None = None) -> tuple[Chart, ...]:
    """The charts of these numbers, from the day `first` to the day `last`; None: to where there is something."""
    cut = periods(statistics.days, first, last)
    begin, end = (cut[0].first, cut[-1].last) if cut else (date.min, date.min)
    return (
        outcomes_chart(cut),
        durations_chart(statistics.days, begin, end),
        success_chart(cut),
        distribution_chart(statistics.distribution),
        tokens_chart(cut),
        hours_chart(statistics.hours),
    )


class LocalZone(tzinfo):
    """The machine's own zone, with its summer times: each moment has the offset of its own day."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        return None if dt is None else dt.replace(tzinfo=None).astimezone().utcoffset()

    def dst(self, dt: datetime | None) -> timedelta | None:
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        return None if dt is None else dt.replace(tzinfo=None).astimezone().tzname()

    def fromutc(self, dt: datetime) -> datetime:
        local = dt.replace(tzinfo=UTC).astimezone()
        return local.replace(tzinfo=self)
