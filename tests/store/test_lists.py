"""Servers and the live table: what the operator adds, names, pauses and takes away."""

from datetime import timedelta

from batchdesk.batch.identity import BatchKey
from batchdesk.store.records import Addition

HERE, THERE = "https://here.example", "https://there.example"


def test_batches_come_back_in_the_order_given_and_read_newest_first(store, reader):
    keys = [BatchKey(HERE, f"cm{number:03}") for number in range(20)]
    added = store.add_batches([Addition(key, f"label {key.batch_id}") for key in keys]).result()
    assert [record.key for record in added] == keys
    later = store.add_batches([Addition(BatchKey(THERE, "cm000"))]).result()
    assert [record.key for record in reader.watched()] == [later[0].key, *reversed(keys)]
    assert [server.url for server in reader.servers()] == [HERE, THERE]


def test_a_known_batch_is_watched_again_with_its_history(store, reader, script):
    batch = script()
    (first,) = store.add_batches([Addition(batch.key, "mine")]).result()
    store.record(batch.version(2, "RUNNING"))
    store.set_watched([batch.key], False)
    store.set_paused([batch.key], True)
    store.set_gone(batch.key, True).result()
    assert reader.watched() == []
    gone = reader.batch(batch.key)
    assert (gone.watched, gone.paused, gone.gone) == (False, True, True)

    (again,) = store.add_batches([Addition(batch.key)]).result()
    assert (again.watched, again.paused, again.gone) == (True, False, False)
    assert (again.label, again.added_at, again.state) == ("mine", first.added_at, batch.state)
    assert reader.watched() == [again]


def test_a_label_can_be_changed_and_taken_away(store, reader):
    key = BatchKey(HERE, "cm1")
    store.add_batches([Addition(key, "one")])
    store.add_batches([Addition(key, "two")])
    store.flush().result()
    assert reader.batch(key).label == "two"
    store.set_label(key, "").result()
    assert reader.batch(key).label == ""


def test_pausing_many_touches_only_those(store, reader):
    keys = [BatchKey(HERE, f"cm{number}") for number in range(3)]
    store.add_batches([Addition(key) for key in keys])
    store.set_paused(keys[:2], True).result()
    assert [reader.batch(key).paused for key in keys] == [True, True, False]
    store.set_paused(keys[:1], False).result()
    assert [reader.batch(key).paused for key in keys] == [False, True, False]


def test_what_is_put_away_stays_watched_and_comes_back_when_it_is_added_again(store, reader):
    keys = [BatchKey(HERE, f"cm{number}") for number in range(2)]
    store.add_batches([Addition(key) for key in keys])
    store.set_put_away(keys[:1], True).result()
    assert [(reader.batch(key).watched, reader.batch(key).put_away) for key in keys] == [(True, True), (True, False)]
    (again,) = store.add_batches([Addition(keys[0])]).result()
    assert not again.put_away


def test_what_was_put_away_long_ago_is_let_go_once_it_has_ended(store, reader, script):
    ended, running, in_sight = script("cm1"), script("cm2"), script("cm3")
    store.add_batches([Addition(batch.key) for batch in (ended, running, in_sight)])
    store.record(ended.version(3, "SUCCEEDED", copies=5))
    store.record(running.version(2, "RUNNING"))
    store.record(in_sight.version(3, "FAILED"))
    store.set_put_away([ended.key, running.key], True).result()
    arrived = ended.state.received_at

    store.let_go(arrived)
    store.flush().result()
    assert len(reader.watched()) == 3

    store.let_go(arrived + timedelta(days=1))
    store.flush().result()
    assert {record.key for record in reader.watched()} == {running.key, in_sight.key}
    assert reader.batch(ended.key).put_away

    store.set_put_away([ended.key], False).result()
    assert len(reader.watched()) == 3


def test_a_server_keeps_its_email_and_its_history(store, reader):
    key = BatchKey(HERE, "cm1")
    store.add_server(HERE, "ops@example.com")
    store.add_batches([Addition(key)])
    store.flush().result()
    assert [(server.url, server.email) for server in reader.servers()] == [(HERE, "ops@example.com")]

    store.remove_server(HERE).result()
    assert reader.servers() == []
    assert reader.watched() == []
    assert reader.batch(key) is not None

    store.add_server(HERE).result()
    assert [(server.url, server.email) for server in reader.servers()] == [(HERE, "")]


def test_an_in_memory_store_writes_the_same_and_leaves_no_file(tmp_path, script):
    from batchdesk.store.store import Store

    store = Store.in_memory()
    batch = script()
    (added,) = store.add_batches([Addition(batch.key)]).result()
    assert added.state == batch.state
    assert store.record(batch.version(3, "SUCCEEDED", copies=5)).result().outcome == "SUCCEEDED"
    store.close()
    assert list(tmp_path.iterdir()) == []
