"""From a mailbox that another thread fills to the GUI thread."""

import threading

from PySide6.QtCore import QCoreApplication, QThread, QTimer
from pytestqt.qtbot import QtBot

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.engine.mailbox import Mailbox
from batchdesk.engine.watched import Changes

PROBLEMS = [Problem(ProblemKind.PORT_TAKEN, {"port": number}) for number in range(500)]


def test_takes_what_is_there_when_asked_to(qtbot: QtBot) -> None:
    taken = list[Changes]()
    pump = MailboxPump(taken.append)
    mailbox = Mailbox(pump.wake)
    pump.connect_to(mailbox)
    mailbox.post(loaded=True)
    pump.drain()
    assert [changes.loaded for changes in taken] == [True]
    pump.stop()


def test_many_changes_of_another_thread_are_few_drains_on_this_one(qtbot: QtBot) -> None:
    taken, threads = list[Changes](), set[QThread]()

    def take(changes: Changes) -> None:
        taken.append(changes)
        threads.add(QThread.currentThread())

    pump = MailboxPump(take)
    mailbox = Mailbox(pump.wake)
    pump.connect_to(mailbox)
    poster = threading.Thread(target=lambda: [mailbox.post(problems=[problem]) for problem in PROBLEMS])
    poster.start()
    poster.join()
    qtbot.waitUntil(lambda: sum(len(changes.problems) for changes in taken) == len(PROBLEMS))
    assert [problem for changes in taken for problem in changes.problems] == PROBLEMS
    assert len(taken) < len(PROBLEMS) / 10
    assert threads == {QThread.currentThread()}
    pump.stop()


def test_what_comes_during_a_frame_is_taken_at_its_end_and_what_comes_after_a_rest_at_once(qtbot: QtBot) -> None:
    taken = list[Changes]()
    pump = MailboxPump(taken.append)
    mailbox = Mailbox(pump.wake)
    pump.connect_to(mailbox)
    frame = pump.findChild(QTimer)
    assert isinstance(frame, QTimer)
    usual = frame.interval()
    frame.setInterval(60_000)  # a busy machine may take longer than a frame from one line to the next
    pump.drain()
    mailbox.post(loaded=True)
    QCoreApplication.processEvents()
    assert not any(changes.loaded for changes in taken)
    frame.setInterval(usual)
    qtbot.waitUntil(lambda: any(changes.loaded for changes in taken))
    qtbot.waitUntil(lambda: not frame.isActive())
    mailbox.post(inbox=True)
    QCoreApplication.processEvents()
    assert taken[-1].inbox
    pump.stop()


def test_after_stop_nothing_is_taken(qtbot: QtBot) -> None:
    taken = list[Changes]()
    pump = MailboxPump(taken.append)
    mailbox = Mailbox(pump.wake)
    pump.connect_to(mailbox)
    mailbox.post(loaded=True)
    pump.stop()
    QCoreApplication.processEvents()
    assert taken == []
