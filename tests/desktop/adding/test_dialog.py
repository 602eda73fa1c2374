"""The dialog on a real engine: what is judged, what is ticked, and what all of it is given."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.adding.browse_page import BrowsePage
from batchdesk.desktop.adding.dialog import AddDialog
from batchdesk.desktop.adding.pasted import MOST_ENTRIES
from batchdesk.desktop.adding.server_list import HERE, ID, STATUS
from batchdesk.desktop.window import MainWindow
from batchdesk.testserver import DEFAULT_MERCHANT, FORBIDDEN_MERCHANT, EmbeddedServer, ServerOptions
from tests.desktop.window.opened import OnLoop, is_whole, opened, signed_in
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def rows(browse: BrowsePage) -> dict[str, tuple[str, str]]:
    """Status and standing of what is listed, by id."""
    items = [browse.list.topLevelItem(row) for row in range(browse.list.topLevelItemCount())]
    return {item.text(ID): (item.text(STATUS), item.text(HERE)) for item in items if item is not None}


def tick(browse: BrowsePage, batch_id: str) -> None:
    """Tick or untick with the keyboard."""
    (item,) = browse.list.findItems(batch_id, Qt.MatchFlag.MatchExactly, ID)
    browse.list.setCurrentItem(item)
    QTest.keyClick(browse.list, Qt.Key.Key_Space)


def heading(browse: BrowsePage) -> str:
    return browse.faced.face.heading if browse.faced.face else ""


def unnamed(dialog: AddDialog) -> list[QWidget]:
    """What can have the keyboard, is seen, and has neither a name nor words of its own."""
    return [
        widget
        for widget in dialog.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(dialog)
        and not (widget.accessibleName() or getattr(widget, "text", lambda: "")())
        and widget not in (dialog.label, dialog.tags)  # named by their labels
    ]


def test_a_mistake_is_explained_to_its_last_word(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            dialog = window.adding.open_dialog(window)
            page = dialog.paste
            assert dialog.focusWidget() is page.text
            page.text.setPlainText("cmgl0001x8k2p0001qz7f\nhttps://elsewhere.example/some/page")
            assert page.mistake.text().endswith("One looks like https://server/creative/batches/ID.")
            await until(lambda: is_whole(page.mistake))
            assert dialog.add_button.isEnabled()
            assert len(dialog.references) == 1
            page.text.setPlainText("cmgl0001x8k2p0001qz7f")
            assert not page.mistake.isVisible()
            page.text.setPlainText("\n".join(f"cmgl{number:08}" for number in range(MOST_ENTRIES + 1)))
            assert page.mistake.text().startswith("Only the first 1,000 are read at once")
            assert dialog.add_button.text() == "Add 1,000"
            dialog.reject()

    on_qt_loop(main())


def test_what_is_in_the_history_is_said_and_comes_back(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(3)]

    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            watched, removed = await engine.add([Reference(batch, server.url) for batch in batches[:2]])
            await engine.remove([removed])
            await until(lambda: window.batches.batch(watched) and not window.batches.batch(removed))
            dialog = window.adding.open_dialog(window, " ".join(batches))
            verdicts = dialog.paste.verdicts

            def said() -> list[str]:
                items = [verdicts.topLevelItem(row) for row in range(verdicts.topLevelItemCount())]
                return [item.text(1) for item in items if item is not None]

            await until(lambda: said() == ["is in the table already", "is in the history, and comes back", "new"])
            assert dialog.add_button.text() == "Add 2"
            dialog.add_button.click()
            await until(lambda: window.batches.batch(removed))

    on_qt_loop(main())


def test_label_and_tags_are_given_on_the_way_in(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(2)]

    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            dialog = window.adding.open_dialog(window, "\n".join(batches))
            dialog.label.setText(" 春季上新 ")
            dialog.tags.setText("spring, 茶，spring")
            dialog.add_button.click()
            await until(lambda: window.batches.rowCount() == 2)
            added = [window.batches.batch(BatchKey(server.url, batch)) for batch in batches]
            assert [batch.label for batch in added if batch] == ["春季上新 (1)", "春季上新 (2)"]
            assert {batch.tags for batch in added if batch} == {("spring", "茶")}

    on_qt_loop(main())


def test_what_is_pasted_stands_in_the_table_as_it_was_pasted(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(60)]

    def shown(window: MainWindow) -> list[str]:
        rows = [window.batches.batch_at(row) for row in range(window.batches.rowCount())]
        return [row.key.batch_id for row in rows]

    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            window.add_text(" ".join(batches))
            await until(lambda: window.batches.rowCount() == 60)
            assert shown(window) == batches
            await until(lambda: [batch.key.batch_id for batch in window.table.chosen()] == batches[:1])
        async with opened(tmp_path) as (window, _engine):
            await until(lambda: window.batches.rowCount() == 60)
            assert shown(window) == batches

    on_qt_loop(main())


def test_a_dialog_that_is_closed_while_it_reads_hears_no_more(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            for closed_after in range(4):
                dialog = window.adding.open_browser(window, server.url, DEFAULT_MERCHANT)
                dialog.paste.text.setPlainText("cmgl0001x8k2p0001qz7f")
                for _ in range(closed_after):
                    await asyncio.sleep(0)
                dialog.reject()
                await until(lambda: window.findChild(AddDialog) is None)
            await engine.read(lambda reader: reader.servers())
            assert window.messages.texts == ()

    on_qt_loop(main())


def test_a_servers_batches_are_looked_through_and_ticked(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(102)]

    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            (watched,) = await engine.add([Reference(batches[-1], server.url)])
            await until(lambda: window.batches.batch(watched))
            window.menu.browse.trigger()
            dialog = window.findChild(AddDialog)
            assert dialog is not None
            browse = dialog.browse
            assert browse.isVisible()
            assert heading(browse) == "Choose a merchant"
            assert dialog.focusWidget() is browse.merchant_box
            QTest.keyClicks(browse.merchant_box, DEFAULT_MERCHANT)
            QTest.keyClick(browse.merchant_box, Qt.Key.Key_Return)
            assert dialog.isVisible()
            await until(lambda: len(rows(browse)) == 100)
            assert rows(browse)[batches[-1]] == ("queued", "in the table")
            assert rows(browse)[batches[-2]] == ("queued", "new")
            tick(browse, batches[-1])
            assert dialog.references == []
            tick(browse, batches[-2])
            browse.older.click()
            await until(lambda: set(rows(browse)) == set(batches[:2]))
            assert browse.place.text() == "page 2 of 2, 102 batches"
            tick(browse, batches[0])
            assert unnamed(dialog) == []
            browse.list.setFocus()
            QTest.keyClick(browse.list, Qt.Key.Key_Tab)
            assert dialog.focusWidget() is browse.tick_new
            assert dialog.add_button.text() == "Add 2"
            browse.newer.click()
            await until(lambda: len(rows(browse)) == 100)
            tick(browse, batches[-2])  # still ticked, and no longer
            dialog.add_button.click()
            added = BatchKey(server.url, batches[0])
            await until(lambda: window.batches.batch(added))
            row = window.batches.batch(added)
            assert row is not None
            assert row.merchant == DEFAULT_MERCHANT
            assert window.batches.rowCount() == 2

    on_qt_loop(main())


def test_all_new_ones_are_ticked_at_once(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(4)]

    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            keys = await engine.add([Reference(batch, server.url) for batch in batches[:2]])
            await engine.remove(keys[1:])
            dialog = window.adding.open_browser(window, server.url, DEFAULT_MERCHANT)
            await until(lambda: len(rows(dialog.browse)) == 4)
            dialog.browse.tick_new.click()
            assert {reference.batch_id for reference in dialog.references} == set(batches[2:])
            dialog.reject()

    on_qt_loop(main())


def test_why_there_is_no_list_is_said_in_one_sentence(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main(bare: EmbeddedServer) -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            await engine.sign_in(bare.url, bare.options.email, bare.options.code)
            await until(lambda: len(window.adding.servers) == 2)
            dialog = window.adding.open_browser(window, bare.url, DEFAULT_MERCHANT)
            browse = dialog.browse
            words = "This server has no list of batches. Add them by their ids or web addresses."
            await until(lambda: browse.faced.face is not None and browse.faced.face.words == words)
            browse.begin(server.url, FORBIDDEN_MERCHANT.id)
            await until(lambda: browse.faced.face is not None and "no such merchant" in browse.faced.face.words)
            browse.begin(server.url, DEFAULT_MERCHANT)
            await until(lambda: heading(browse) == "This merchant has no batches")
            dialog.reject()

    with EmbeddedServer(ServerOptions(lists=False)) as bare:
        on_qt_loop(main(bare))
