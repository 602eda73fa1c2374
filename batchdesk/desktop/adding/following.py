"""The merchants that are followed, as the window knows and says it. Must not know where it is shown."""

from collections.abc import Awaitable, Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.undo import Undo
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import FollowedMerchant
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence
from batchdesk.words.sentences import one_after_another
from batchdesk.words.times import age, duration


class Following(QObject):
    """Begins and ends it, and keeps how it stands."""

    changed = Signal()

    def __init__(self, engine: Engine, tasks: OwnedTasks, messages: MessageArea, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._undo = Undo(tasks, messages)
        self.merchants: Mapping[tuple[str, str], FollowedMerchant] = {}
        """By server and merchant, in the order of following."""

    def take(self, followed: tuple[FollowedMerchant, ...] | None) -> None:
        """How it stands now; None: as before."""
        if followed is not None:
            self.merchants = {(one.server, one.merchant): one for one in followed}
            self.changed.emit()

    def begin(self, server: str, merchant: str) -> None:
        """Have a merchant's new batches added by themselves."""
        self._tasks.start(self._begin(server, merchant), saves=True)

    def end(self, server: str, merchant: str) -> None:
        """No longer so. What was added stays."""
        self._tasks.start(self._end(server, merchant), saves=True)

    async def _begin(self, server: str, merchant: str) -> None:
        await self._try(self._engine.follow(server, merchant))
        words = translate("Adding", "New batches of {merchant} are added by themselves from now on.", merchant=merchant)
        self._undo.offer(words, lambda: self._end(server, merchant))

    async def _end(self, server: str, merchant: str) -> None:
        await self._try(self._engine.unfollow(server, merchant))
        words = translate("Adding", "{merchant} is no longer followed. What was added stays.", merchant=merchant)
        self._undo.offer(words, lambda: self._begin(server, merchant))

    async def _try(self, wish: Awaitable[None]) -> None:
        try:
            await wish
        except BatchdeskError:
            self.changed.emit()  # whoever shows it as fulfilled shows how it stands
            raise


def standing_words(one: FollowedMerchant, now: datetime) -> str:
    """How it stands, in the few words that a rail has room for."""
    if one.problem is not None:
        return _trouble_words(one.problem)
    if one.looked_at is None:
        return translate("Adding", "followed")
    return translate("Adding", "looked {age}", age=age(one.looked_at, now))


def standing_sentences(one: FollowedMerchant, now: datetime) -> str:
    """All that is known of how it stands, as sentences."""
    merchant = one_line(one.merchant)
    if one.problem is not None:
        said = [translate("Adding", "{merchant} is followed, but nothing comes now.", merchant=merchant)]
        said.append(sentence(one.problem))
    else:
        said = [translate("Adding", "New batches of {merchant} are added by themselves.", merchant=merchant)]
    if one.more:
        said.append(translate("Adding", "There are many at once: the rest come with the next looks."))
    if one.looked_at is not None:
        said.append(translate("Adding", "The list was looked at {age}.", age=age(one.looked_at, now)))
    if one.next_at is not None and one.next_at > now:
        left = duration((one.next_at - now).total_seconds())
        said.append(translate("Adding", "The next look is in {time}.", time=left))
    return one_after_another(said)


def _trouble_words(problem: Problem) -> str:
    words = {
        ProblemKind.NO_LIST: lambda: translate("Adding", "no list on this server"),
        ProblemKind.NO_MERCHANT: lambda: translate("Adding", "no access"),
        ProblemKind.TABLE_FULL: lambda: translate("Adding", "the table is full"),
        ProblemKind.SIGNED_OUT: lambda: translate("Adding", "signed out"),
    }
    return words.get(problem.kind, lambda: translate("Adding", "no answer"))()
