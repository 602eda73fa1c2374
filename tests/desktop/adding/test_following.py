"""A merchant is followed from the dialog and from the rail, and both say how it stands."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from batchdesk.batch.identity import Reference
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.desktop.adding.dialog import AddDialog
from batchdesk.desktop.adding.following import standing_sentences, standing_words
from batchdesk.desktop.filtering.language import Field, Term
from batchdesk.desktop.palette.opening import following_choices
from batchdesk.desktop.rail.filter_button import FilterButton
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.watched import FollowedMerchant
from batchdesk.testserver import DEFAULT_MERCHANT, EmbeddedServer
from tests.desktop.window.opened import OnLoop, signed_in
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
LOOKED = FollowedMerchant(
    "https://studio.example", "cmtea", NOW - timedelta(seconds=20), next_at=NOW + timedelta(seconds=12)
)


def line(window: MainWindow) -> FilterButton | None:
    """The merchant's line in the rail."""
    return window.navigation.filters.buttons.get((Term(Field.MERCHANT, DEFAULT_MERCHANT),))


def test_followed_from_the_dialog_and_no_longer_from_the_rail(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            dialog = window.adding.open_browser(window)
            browse = dialog.browse
            assert not browse.follow.isEnabled()
            browse.merchant_box.setEditText(DEFAULT_MERCHANT)
            browse.follow.click()
            said = f"New batches of {DEFAULT_MERCHANT} are added by themselves from now on."
            await until(lambda: said in window.messages.texts)
            await until(lambda: "The list was looked at" in browse.standing.text())
            assert browse.follow.isChecked()
            dialog.reject()

            await until(lambda: line(window) is not None)
            button = line(window)
            assert button is not None
            assert button.remark.startswith("looked ")
            assert button.accessibleDescription().startswith("New batches of")
            (follow, _browse) = window.navigation.filters.merchants.menu(DEFAULT_MERCHANT).actions()
            assert follow.isChecked()
            follow.trigger()
            await until(lambda: line(window) is None)
            await until(lambda: any(text.endswith("What was added stays.") for text in window.messages.texts))

    on_qt_loop(main())


def test_followed_from_the_rail_and_browsed_from_there(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            batch = server.create_batch(autostart=False)
            await engine.add([Reference(batch, server.url)], merchant=DEFAULT_MERCHANT)
            await until(lambda: line(window) is not None)
            merchants = window.navigation.filters.merchants
            (follow, browse) = merchants.menu(DEFAULT_MERCHANT).actions()
            assert not follow.isChecked()
            follow.trigger()
            await until(lambda: (server.url, DEFAULT_MERCHANT) in window.adding.following.merchants)
            (choice,) = following_choices(merchants)
            assert choice.name == f"No longer add new batches of {DEFAULT_MERCHANT}"
            choice.do()
            await until(lambda: not window.adding.following.merchants)
            (choice,) = following_choices(merchants)
            assert choice.name == f"Add new batches of {DEFAULT_MERCHANT} by themselves"
            browse.trigger()
            dialog = window.findChild(AddDialog)
            assert dialog is not None
            await until(lambda: dialog.browse.list.topLevelItemCount() == 1)
            dialog.reject()

    on_qt_loop(main())


def test_whoever_shows_a_wish_as_fulfilled_hears_that_it_was_not(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            heard: list[int] = []
            following = window.adding.following
            following.changed.connect(lambda: heard.append(len(following.merchants)))
            following.begin("https://nobody.example", DEFAULT_MERCHANT)
            await until(lambda: any("https://nobody.example" in text for text in window.messages.texts))
            assert heard == [0]

    on_qt_loop(main())


def test_the_words_of_the_rail() -> None:
    assert standing_words(LOOKED, NOW) == "looked 20 s ago"
    assert standing_words(replace(LOOKED, looked_at=None), NOW) == "followed"
    assert standing_sentences(LOOKED, NOW) == (
        "New batches of cmtea are added by themselves. The list was looked at 20 s ago. The next look is in 0:12."
    )
    assert "the rest come" in standing_sentences(replace(LOOKED, more=True), NOW)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (ProblemKind.NO_LIST, "no list on this server"),
        (ProblemKind.NO_MERCHANT, "no access"),
        (ProblemKind.TABLE_FULL, "the table is full"),
        (ProblemKind.SIGNED_OUT, "signed out"),
        (ProblemKind.REFUSED, "no answer"),
    ],
)
def test_the_words_of_trouble(kind: ProblemKind, words: str) -> None:
    one = replace(LOOKED, problem=Problem(kind, {"limit": 1000, "code": 503}))
    assert standing_words(one, NOW) == words
    assert "{" not in standing_sentences(one, NOW)
