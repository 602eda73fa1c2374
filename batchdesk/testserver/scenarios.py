"""The ways a batch can go, by name, for `batchdesk test-server --scenario NAME`, for the demo and for training.

A scenario is a plan and the faults that go with it. Uses the server's public methods alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from batchdesk.testserver.batches import new_batch_id
from batchdesk.testserver.directory import DEFAULT_MERCHANT, MERCHANTS
from batchdesk.testserver.faults import Cut, Drop, Duplicate, EndSessions, Fault, Reorder, Silence
from batchdesk.testserver.plan import FAILED, PARTIAL_SUCCESS, RUNNING, Plan
from batchdesk.testserver.sample_texts import LONG_FAILURE, PARTIAL_REASON
from batchdesk.testserver.server import EmbeddedServer

Number = TypeVar("Number", int, float)


def _no_faults(batch_id: str) -> tuple[Fault, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way a batch can go."""

    description: str
    plan: Plan
    faults: Callable[[str], tuple[Fault, ...]] = _no_faults
    """The faults for a batch with this id."""


def _drops(batch_id: str) -> tuple[Fault, ...]:
    return (
        Drop(batch_id=batch_id, after_events=1, how=Cut.RESET),
        Drop(batch_id=batch_id, after_events=1, how=Cut.CLOSE),
        Drop(batch_id=batch_id, after_events=2, how=Cut.END),
    )


def _repeats(batch_id: str) -> tuple[Fault, ...]:
    return (
        Duplicate(batch_id=batch_id, after_events=1, copies=2),
        Reorder(batch_id=batch_id, after_events=2),
        Duplicate(batch_id=batch_id, after_events=3),
    )


FAILURE = Plan(final_status=FAILED, error_code="MODEL_OUTPUT_INVALID", error_message=LONG_FAILURE)
PARTIAL = Plan(final_status=PARTIAL_SUCCESS, copy_count=3, error_code="COPY_REJECTED", error_message=PARTIAL_REASON)

SCENARIOS: Mapping[str, Scenario] = MappingProxyType(
    {
        "succeeded": Scenario("Goes through and ends with 5 of 5 copies.", Plan()),
        "partial": Scenario("Ends with 3 of 5 copies and says why.", PARTIAL),
        "failed": Scenario("Fails with a long error text of several lines, in Chinese.", FAILURE),
        "single-copy": Scenario(
            "Generates one copy again and ends as succeeded with 1 copy.",
            Plan(copy_count=1, target_sequence=2),
        ),
        "deleted": Scenario("Is deleted while it runs.", Plan(final_status=None, deleted_after=0.0)),
        "archived": Scenario("Is archived in the moment it ends: version 3 is never seen.", Plan(archived_after=0.0)),
        "drops": Scenario(
            "Loses its connection three times: reset, closed, ended too early.",
            Plan(intermediate=(RUNNING,)),
            _drops,
        ),
        "repeats": Scenario(
            "Its server repeats events and sends an old version after a new one.",
            Plan(intermediate=(RUNNING,)),
            _repeats,
        ),
        "slow": Scenario("Takes three minutes.", Plan(running_seconds=180.0)),
        "overdue": Scenario(
            "Has been running for four minutes, and needs two more.",
            Plan(queued_seconds=3.0, running_seconds=360.0, age_seconds=243.0),
        ),
        "queued-long": Scenario("Waits in the queue for a minute.", Plan(queued_seconds=60.0)),
        "sleeps": Scenario(
            "Its stream falls silent after the first event, heartbeats too.",
            Plan(queued_seconds=5.0),
            lambda batch_id: (Silence(batch_id=batch_id, after_events=1),),
        ),
        "expired-session": Scenario(
            "All sessions end when it starts to run: everybody must sign in again.",
            Plan(),
            lambda batch_id: (EndSessions(batch_id=batch_id, after_events=2),),
        ),
        "already-finished": Scenario(
            "Ended with 5 copies minutes ago.",
            Plan(queued_seconds=5.0, running_seconds=45.0, age_seconds=400.0),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class DemoBatch:
    """A batch made by a scenario, and what people would call it."""

    batch_id: str
    label: str
    scenario: str
    merchant: str


def start(
    server: EmbeddedServer,
    name: str,
    *,
    label: str = "",
    merchant: str = DEFAULT_MERCHANT,
    plan: Plan | None = None,
    autostart: bool = True,
) -> DemoBatch:
    """Makes a batch that goes by this scenario, or by its faults and another plan.

    Without `autostart` the worker waits for the server's `start_batch`. Raises KeyError for an unknown name.
    """
    scenario = SCENARIOS[name]
    batch_id = new_batch_id()
    for fault in scenario.faults(batch_id):
        server.inject(fault)
    server.create_batch(
        batch_id=batch_id,
        merchant=merchant,
        plan=plan or scenario.plan,
        autostart=autostart,
        scenario=name,
    )
    return DemoBatch(batch_id, label or name, name, merchant)


def demo(server: EmbeddedServer) -> list[DemoBatch]:
    """The demo's opening: about a dozen batches that go all the ways there are, with ends spread over a minute."""
    return [entry.start(server) for entry in OPENING]


def earlier(server: EmbeddedServer) -> list[DemoBatch]:
    """Batches that ended in the hours before the demo."""
    return [entry.start(server) for entry in EARLIER]


@dataclass(frozen=True, slots=True)
class DemoEntry:
    """One line of the demo's programme. None: as the scenario has it."""

    label: str
    merchant: str
    scenario: str
    queued_seconds: float | None = None
    running_seconds: float | None = None
    copy_count: int | None = None
    age_seconds: float = 0.0
    """Made that long ago."""

    def plan(self) -> Plan:
        usual = SCENARIOS[self.scenario].plan
        return replace(
            usual,
            queued_seconds=_first(self.queued_seconds, usual.queued_seconds),
            running_seconds=_first(self.running_seconds, usual.running_seconds),
            copy_count=_first(self.copy_count, usual.copy_count),
            age_seconds=max(self.age_seconds, usual.age_seconds),
        )

    def start(self, server: EmbeddedServer) -> DemoBatch:
        return start(server, self.scenario, label=self.label, merchant=self.merchant, plan=self.plan())


def _first(wanted: Number | None, usual: Number | None) -> Number | None:
    return usual if wanted is None else wanted


TEA, OUTDOOR, HOME, BAKERY, BEAUTY = (merchant.id for merchant in MERCHANTS)

OPENING = (
    DemoEntry("春季上新 · 小红书文案", TEA, "succeeded", 2, 7),
    DemoEntry("Spring sale · product page", OUTDOOR, "partial", 3, 11),
    DemoEntry("春茶礼盒 · 重写第 2 条", TEA, "single-copy", 2, 17),
    DemoEntry("门店周年庆 · 朋友圈", HOME, "failed", 5, 19),
    DemoEntry("Trail jackets · newsletter", OUTDOOR, "drops", 3, 26),
    DemoEntry("双十一预热 · 短视频脚本", BEAUTY, "deleted", 4, 30),
    DemoEntry("Sourdough week · window posters", BAKERY, "repeats", 6, 33),
    DemoEntry("新品口红 · 直播口播", BEAUTY, "succeeded", 9, 35),
    DemoEntry("Camp stove · store listing", OUTDOOR, "archived", 8, 41),
    DemoEntry("客厅灯具 · 详情页", HOME, "partial", 12, 42, copy_count=1),
    DemoEntry("端午礼盒 · 公众号推文", TEA, "overdue"),
    DemoEntry("Weekend brunch · Instagram", BAKERY, "queued-long", 40, 18),
    DemoEntry("三月复盘 · 社群话术", BEAUTY, "already-finished"),
)
"""When each ends, in seconds: 9, 14, 19, 24, 29, 34, 39, 44, 49, 54, two minutes, 58, long ago."""

_HOUR = 3600.0

EARLIER = (
    DemoEntry("雨水节气 · 朋友圈", TEA, "succeeded", 3, 24, age_seconds=20 * _HOUR),
    DemoEntry("Hiking boots · email", OUTDOOR, "succeeded", 4, 28, age_seconds=19 * _HOUR),
    DemoEntry("吊灯新品 · 小红书", HOME, "partial", 3, 31, age_seconds=18 * _HOUR),
    DemoEntry("Focaccia · shelf card", BAKERY, "succeeded", 5, 33, age_seconds=17 * _HOUR),
    DemoEntry("眼影盘 · 试色笔记", BEAUTY, "succeeded", 4, 36, age_seconds=16 * _HOUR),
    DemoEntry("龙井礼盒 · 详情页", TEA, "succeeded", 3, 37, age_seconds=8 * _HOUR),
    DemoEntry("Tents · landing page", OUTDOOR, "partial", 6, 40, copy_count=4, age_seconds=7 * _HOUR),
    DemoEntry("书桌 · 直播脚本", HOME, "succeeded", 4, 42, age_seconds=6 * _HOUR),
    DemoEntry("Croissants · Instagram", BAKERY, "succeeded", 3, 45, age_seconds=4 * _HOUR),
    DemoEntry("面膜 · 短视频脚本", BEAUTY, "succeeded", 5, 49, age_seconds=3 * _HOUR),
    DemoEntry("明前茶 · 海报", TEA, "succeeded", 4, 54, age_seconds=2 * _HOUR),
)
"""What had ended before the demo began: how long batches take is known from these."""

LATER = (
    DemoEntry("雨前龙井 · 直播脚本", TEA, "succeeded", 4, 22),
    DemoEntry("Rain shells · landing page", OUTDOOR, "partial", 3, 31, copy_count=4),
    DemoEntry("儿童台灯 · 种草笔记", HOME, "succeeded", 6, 18),
    DemoEntry("Rye loaf · shelf card", BAKERY, "repeats", 5, 27),
    DemoEntry("防晒喷雾 · 评测", BEAUTY, "failed", 4, 35),
    DemoEntry("Daypack · rewrite of copy 2", OUTDOOR, "single-copy", 2, 12),
    DemoEntry("中秋茶点 · 海报文案", TEA, "drops", 3, 29),
    DemoEntry("Cinnamon buns · reel captions", BAKERY, "partial", 7, 24, copy_count=2),
)
"""What follows the opening, again and again."""
