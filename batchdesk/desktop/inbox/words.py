"""What a line of the inbox says. Words only; knows no widget."""

from datetime import datetime

from batchdesk.batch import status
from batchdesk.batch.telling import Notice
from batchdesk.store.records import InboxEntry
from batchdesk.words.batches import age, copies, duration, name_of, status_word
from batchdesk.words.catalogue import translate


def outcome_words(notice: Notice) -> str:
    """`3 of 5 copies after 1:52`, `failed after 0:07`."""
    if notice.outcome == status.FAILED:
        words = status_word(notice.outcome)
    else:
        words = copies(notice.copy_count, notice.copy_target)
    if notice.seconds is None:
        return words
    return translate("Inbox", "{outcome} after {time}", outcome=words, time=duration(notice.seconds))


def where_words(entry: InboxEntry) -> str:
    """Where the end was shown, or why it was not. What was held back and told later was shown."""
    if entry.shown:
        kind, _, _ = entry.shown.partition(":")  # a digest says after it how it was shown itself
        return _SHOWN.get(kind, _shown_somewhere)()
    if entry.withheld:
        return _WITHHELD.get(entry.withheld, _not_shown)()
    return translate("Inbox", "not shown yet") if entry.told_at is None else _not_shown()


def spoken(entry: InboxEntry, now: datetime, *, unread: bool) -> str:
    """The line in one breath, for a screen reader."""
    parts = (
        translate("Inbox", "unread") if unread else "",
        name_of(entry.notice),
        outcome_words(entry.notice),
        age(entry.notice.ended_at, now),
        where_words(entry),
    )
    return translate("Inbox", ", ").join(filter(None, parts))


def _not_shown() -> str:
    return translate("Inbox", "not shown")


def _shown_somewhere() -> str:
    return translate("Inbox", "shown")


_SHOWN = {
    "freedesktop": lambda: translate("Inbox", "shown as a notification"),
    "native": lambda: translate("Inbox", "shown as a notification"),
    "notification": lambda: translate("Inbox", "shown as a notification"),
    "digest": lambda: translate("Inbox", "shown in a digest"),
    "tray": lambda: translate("Inbox", "shown at the tray icon"),
    "window": lambda: translate("Inbox", "shown in the window"),
    "terminal": lambda: translate("Inbox", "shown in a terminal"),
}
"""By the names of `notices`; a later version may know more."""

_WITHHELD = {
    "rule": lambda: translate("Inbox", "not shown: by a rule"),
    "muted": lambda: translate("Inbox", "not shown: this batch is muted"),
    "paused": lambda: translate("Inbox", "not shown: notifications were paused"),
    "quiet": lambda: translate("Inbox", "not shown: quiet hours"),
    "no daemon": lambda: translate("Inbox", "not shown yet: nothing here shows notifications"),
    "waits for others": lambda: translate("Inbox", "not shown: waits for the others"),
}
