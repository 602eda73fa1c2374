"""The merchants that are followed, and batches that come by themselves."""

from datetime import UTC, datetime

from batchdesk.batch.identity import BatchKey
from batchdesk.store.records import Addition

HERE, THERE = "https://here.example", "https://there.example"
MADE = datetime(2026, 11, 24, 9, 30, 0, 250_000, tzinfo=UTC)


def test_up_to_where_a_merchant_was_looked_at_is_kept_to_the_millisecond(store, reader):
    store.add_server(HERE)
    store.add_server(THERE)
    store.follow(HERE, "cm1")
    store.follow(THERE, "cm1").result()
    assert [(one.server, one.merchant, one.seen_until) for one in reader.followed()] == [
        (HERE, "cm1", None),
        (THERE, "cm1", None),
    ]
    store.see_until(HERE, "cm1", MADE)
    store.follow(HERE, "cm1").result()  # once more: nothing begins anew
    assert [one.seen_until for one in reader.followed()] == [MADE, None]
    store.unfollow(HERE, "cm1")
    store.follow(HERE, "cm1").result()
    assert {one.server: one.seen_until for one in reader.followed()} == {THERE: None, HERE: None}


def test_only_what_was_never_added_comes_by_itself(store, reader):
    keys = [BatchKey(HERE, f"cm{number}") for number in range(4)]
    store.add_batches([Addition(keys[1]), Addition(keys[2])])
    store.set_watched([keys[2]], False)
    additions = [Addition(key, merchant="m", tags=("spring",)) for key in keys]
    added = store.add_unknown(additions, at_most=10).result()
    assert [record.key for record in added] == [keys[3], keys[0]]
    assert [(record.merchant, record.tags) for record in added] == [("m", ("spring",))] * 2
    assert reader.in_table(HERE, [*(key.batch_id for key in keys), "cm9"]) == {
        "cm0": True,
        "cm1": True,
        "cm2": False,
        "cm3": True,
    }
    assert reader.in_table(THERE, ["cm0"]) == {}
    store.set_put_away([keys[0]], True).result()
    assert reader.in_table(HERE, ["cm0"]) == {"cm0": False}


def test_of_many_the_newest_come_and_the_newest_stands_on_top(store, reader):
    keys = [BatchKey(HERE, f"cm{number}") for number in range(5)]  # newest first
    added = store.add_unknown([Addition(key) for key in keys], at_most=2).result()
    assert [record.key for record in added] == [keys[1], keys[0]]
    assert [record.key for record in reader.watched()] == keys[:2]
    assert store.add_unknown([Addition(key) for key in keys], at_most=0).result() == []


def test_a_server_that_is_forgotten_is_not_followed(store, reader):
    store.add_server(HERE)
    store.follow(HERE, "cm1")
    store.remove_server(HERE).result()
    assert reader.followed() == []
