"""What the command palette offers in the window: its actions, the filters, the settings' pages, and the batches."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.filtering.language import Field, Term, to_text
from batchdesk.desktop.main_views import MainViews
from batchdesk.desktop.palette.choice import Choice
from batchdesk.desktop.palette.palette import Palette
from batchdesk.desktop.palette.recent import Recent
from batchdesk.desktop.preferences.titles import page_titles
from batchdesk.desktop.rail.followed import FollowedMerchants
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line


def open_palette(
    parent: QWidget,
    actions: Iterable[QAction],
    views: MainViews,
    batches: Iterable[WatchedBatch],
    open_batch: Callable[[BatchKey], object],
    open_page: Callable[[int], object],
    recent: Recent,
) -> None:
    """Ask what is to be done or opened. `open_page` opens a page of the settings by its number."""
    navigation = views.navigation
    saved = navigation.saved.by_name if navigation.saved is not None else {}
    filters = {entry.terms: entry.title for entry in navigation.filters.entries}
    choices = [
        *action_choices(actions),
        *filter_choices(saved, filters, views.filter_table),
        *following_choices(navigation.filters.merchants),
        *page_choices(page_titles(), open_page),
        *batch_choices(batches, open_batch),
    ]
    Palette(choices, parent, recent, views.find_in_history).open()


def action_choices(actions: Iterable[QAction]) -> list[Choice]:
    """The actions that make sense now."""
    return [
        Choice(
            action.text().replace("&", ""),
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            action.trigger,
        )
        for action in actions
        if action.isEnabled() and action.text()
    ]


def filter_choices(
    saved: Mapping[str, str], filters: Mapping[tuple[Term, ...], str], show: Callable[[str], object]
) -> Iterator[Choice]:
    """The operator's own filters by their names, then those of the rail by their titles. `show` gets the text for the
    search box."""
    for name, text in saved.items():
        yield Choice(name, translate("Palette", "saved filter"), partial(show, text))
    for terms, title in filters.items():
        yield Choice(title, _kind(terms), partial(show, to_text(terms)))


def following_choices(merchants: FollowedMerchants) -> Iterator[Choice]:
    """To follow each merchant that is known, or to follow it no longer."""
    kind = translate("Palette", "merchant")
    for (server, merchant), is_followed in merchants.known().items():
        if is_followed:
            words = translate("Adding", "No longer add new batches of {merchant}", merchant=one_line(merchant))
        else:
            words = translate("Adding", "Add new batches of {merchant} by themselves", merchant=one_line(merchant))
        wanted = merchants.unfollow_wanted if is_followed else merchants.follow_wanted
        yield Choice(words, kind, partial(wanted.emit, server, merchant))


def batch_choices(batches: Iterable[WatchedBatch], open_batch: Callable[[BatchKey], object]) -> list[Choice]:
    """Every batch of the table by label and id, the one that was added last first."""
    kind = translate("Palette", "batch")
    return [
        Choice(f"{batch.label} {batch.key.batch_id}".strip(), kind, partial(open_batch, batch.key))
        for batch in sorted(batches, key=lambda batch: batch.added_at, reverse=True)
    ]


def page_choices(titles: Iterable[str], open_page: Callable[[int], object]) -> list[Choice]:
    """The pages of the settings by name and number."""
    kind = translate("Palette", "settings")
    return [Choice(title, kind, partial(open_page, number)) for number, title in enumerate(titles)]


def _kind(terms: tuple[Term, ...]) -> str:
    field = terms[0].field if terms else Field.STATUS
    kinds = {
        Field.SERVER: translate("Palette", "server"),
        Field.MERCHANT: translate("Palette", "merchant"),
        Field.TAG: translate("Palette", "tag"),
    }
    return kinds.get(field) or translate("Palette", "filter")
