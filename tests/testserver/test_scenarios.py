"""The scenarios by name, and the demo's programme."""

import itertools
import re
from dataclasses import replace

import pytest

from batchdesk.testserver import SCENARIOS, DemoScript, scenarios
from batchdesk.testserver.batches import new_batch_id

NAMES = {
    "succeeded",
    "partial",
    "failed",
    "single-copy",
    "deleted",
    "archived",
    "drops",
    "repeats",
    "slow",
    "overdue",
    "queued-long",
    "sleeps",
    "expired-session",
    "already-finished",
}
MOVES_WITHIN_SECONDS = 60


def hurried(name):
    """The scenario's plan in a moment; with `autostart=False` that moment comes when a stream is open."""
    return replace(SCENARIOS[name].plan, queued_seconds=0.05, running_seconds=0.05, age_seconds=0)


def waiting(name, server):
    return scenarios.start(server, name, plan=hurried(name), autostart=False).batch_id


def ended(name, server, client):
    """All events of a stream that was open before the worker took the batch."""
    batch_id = waiting(name, server)
    reader = client.stream(batch_id)
    first = reader.event()
    server.start_batch(batch_id)
    return [first, *reader.rest()]


def test_names():
    assert set(SCENARIOS) == NAMES
    assert all(scenario.description.endswith(".") for scenario in SCENARIOS.values())


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_one_starts(server, name):
    batch = scenarios.start(server, name)
    assert server.describe()["batches"][0] == {
        "id": batch.batch_id,
        "scenario": name,
        "merchantId": scenarios.DEFAULT_MERCHANT,
    }


def test_unknown_name(server):
    with pytest.raises(KeyError):
        scenarios.start(server, "unheard")


@pytest.mark.parametrize(
    ("name", "status", "copies"),
    [
        ("succeeded", "SUCCEEDED", 5),
        ("partial", "PARTIAL_SUCCESS", 3),
        ("failed", "FAILED", 0),
        ("single-copy", "SUCCEEDED", 1),
        ("archived", "ARCHIVED", 5),
        ("slow", "SUCCEEDED", 5),
        ("already-finished", "SUCCEEDED", 5),
    ],
)
def test_how_they_end(server, client, name, status, copies):
    *_, (_, state), (last, ending) = ended(name, server, client)
    assert (state["status"], state["copyCount"]) == (status, copies)
    assert (last, ending["finalStatus"]) == ("complete", status)


def test_failed_says_why_at_length(server, client):
    message = ended("failed", server, client)[-2][1]["errorMessage"]
    assert len(message.encode()) > 2_000
    assert message.count("\n") > 5


def test_archived_is_never_seen_as_ended(server, client):
    *states, (_, ending) = ended("archived", server, client)
    versions = [data["statusVersion"] for _, data in states]
    assert (versions[-1], ending["finalStatus"]) == (4, "ARCHIVED")
    assert 3 not in versions


def test_deleted_says_so(server, client):
    assert ended("deleted", server, client)[-1] == ("error", {"message": "批次已被删除"})


def test_drops_three_times_and_then_ends(server, client):
    batch_id = waiting("drops", server)
    with pytest.raises(ConnectionResetError):
        client.stream(batch_id).response.read()
    with pytest.raises(Exception, match="IncompleteRead"):
        client.stream(batch_id).response.read()
    third = client.stream(batch_id)
    third.event()
    server.start_batch(batch_id)
    assert [name for name, _ in third.rest()] == ["batch-status"]
    assert client.stream(batch_id).rest()[-1][0] == "complete"


def test_repeats_what_is_old(server, client):
    versions = [data["statusVersion"] for name, data in ended("repeats", server, client) if name != "complete"]
    assert versions[:3] == [1, 1, 1]
    assert sorted(versions) != versions


def test_expired_session_ends_all_sessions(server, client):
    assert len(ended("expired-session", server, client)) == 2
    assert client.stream(server.create_batch()).response.status == 401


def test_overdue_has_been_running_for_minutes(server, client):
    batch_id = scenarios.start(server, "overdue").batch_id
    data = client.get(f"/api/creative/batches/{batch_id}").json()["data"]
    assert (data["status"], data["completedAt"]) == ("RUNNING", None)


def test_demo_opens_with_a_dozen_of_all_kinds(server):
    batches = scenarios.demo(server)
    assert 10 <= len(batches) <= 15
    assert len({batch.label for batch in batches}) == len(batches)
    kinds = {batch.scenario for batch in batches}
    assert kinds >= {"succeeded", "partial", "failed", "single-copy", "deleted", "archived", "drops", "repeats"}
    in_chinese = ["一" <= batch.label[-1] <= "龥" for batch in batches]
    assert any(in_chinese)
    assert not all(in_chinese)


def test_demo_moves_within_a_minute_and_ends_are_spread():
    plans = [entry.plan() for entry in scenarios.OPENING]
    future = [[step.at - plan.age_seconds for step in plan.steps(1, 4)] for plan in plans]
    assert all(steps[0] < MOVES_WITHIN_SECONDS for steps in future)
    ends = sorted(steps[-1] for steps in future if 0 < steps[-1] <= MOVES_WITHIN_SECONDS)
    assert len(ends) >= 10
    gaps = [later - earlier for earlier, later in itertools.pairwise(ends)]
    assert all(1 < gap <= 10 for gap in gaps)


def test_partial_demo_batches_have_one_to_four_copies():
    entries = [*scenarios.OPENING, *scenarios.LATER]
    copies = {entry.plan().copy_count for entry in entries if entry.scenario == "partial"}
    assert copies == {1, 2, 3, 4}


def test_demo_goes_on_until_there_are_enough(server):
    later = []
    script = DemoScript(server, later.append, seconds_between=0.001, most_batches=20)
    opening = script.start()
    server.wait_until(lambda: len(server.describe()["batches"]) == 20)
    script.stop()
    assert len(opening) + len(later) == 20


def test_demo_stops_at_once(server):
    later = []
    script = DemoScript(server, later.append)
    script.start()
    script.stop()
    script.stop()
    assert later == []


def test_every_id_has_a_digit_as_those_of_the_server_have() -> None:
    ids = [new_batch_id() for _ in range(10_000)]
    assert all(re.fullmatch(r"cm(?=.*\d)[a-z0-9]{23}", batch_id) for batch_id in ids)
