"""The server's own life, the worker, plans, and the log of what was asked."""

import asyncio
import logging
import socket
import threading
from dataclasses import fields
from http.client import IncompleteRead

import pytest

from batchdesk.testserver import DEFAULT_MERCHANT, EmbeddedServer, Plan, PortTaken, Refuse, ServerOptions
from batchdesk.testserver.plan import Change, Step

QUICK = Plan(queued_seconds=0.03, running_seconds=0.03)


def states(reader):
    return [(data["status"], data["statusVersion"]) for name, data in reader.rest() if name == "batch-status"]


def test_stop_leaves_no_thread_task_or_socket(client_of):
    before = set(threading.enumerate())
    with EmbeddedServer() as server:
        client = client_of(server)
        server.inject(Refuse(status=503, batch_id="cm-none"))
        readers = [client.stream(server.create_batch()) for _ in range(3)]
        loop = server._thread._loop
        assert any(thread.name == "batchdesk-testserver" for thread in threading.enumerate())
    assert set(threading.enumerate()) == before
    assert loop.is_closed()
    assert not asyncio.all_tasks(loop)
    assert server.open_streams == 0
    for reader in readers:
        with pytest.raises((IncompleteRead, ConnectionError)):
            reader.response.read()
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", _port(server))):
        pass


def _port(server):
    return int(server.url.rpartition(":")[2])


def test_listens_on_this_computer_alone(server):
    assert server.url.startswith("http://127.0.0.1:")


def test_port_that_is_taken(server):
    with pytest.raises(PortTaken, match=str(_port(server))) as taken:
        EmbeddedServer(ServerOptions(port=_port(server))).start()
    assert taken.value.port == _port(server)


def test_starting_twice_is_refused_and_stopping_twice_is_not(server):
    with pytest.raises(RuntimeError):
        server.start()
    server.stop()
    server.stop()


def test_restart_keeps_port_batches_and_sessions(server, client):
    url = server.url
    batch_id = server.create_batch(autostart=False)
    server.stop()
    assert server.advance(batch_id, "SUCCEEDED") == 2
    server.start()
    assert server.url == url
    assert states(client.stream(batch_id)) == [("SUCCEEDED", 2)]


def test_worker_goes_on_after_a_restart(server, client):
    batch_id = server.create_batch(plan=QUICK)
    server.stop()
    server.start()
    assert states(client.stream(batch_id))[-1] == ("SUCCEEDED", 3)


def test_batches_can_be_made_before_the_start(client_of):
    server = EmbeddedServer(ServerOptions(look_seconds=0.01))
    batch_id = server.create_batch(plan=QUICK)
    with server:
        assert states(client_of(server).stream(batch_id))[-1] == ("SUCCEEDED", 3)


def test_nothing_is_logged_in_ordinary_use(server, client, caplog):
    caplog.set_level(logging.DEBUG)
    batch_id = server.create_batch(autostart=False)
    client.stream(batch_id).__exit__()
    server.wait_until(lambda: server.open_streams == 0)
    assert not [record for record in caplog.records if record.name.startswith("uvicorn")]


def test_worker_takes_a_batch_to_its_end(server, client):
    batch_id = server.create_batch(plan=QUICK)
    assert states(client.stream(batch_id))[-1] == ("SUCCEEDED", 3)


def test_worker_waits_for_a_batch_that_is_not_started(server, client):
    batch_id = server.create_batch(plan=QUICK, autostart=False)
    reader = client.stream(batch_id)
    assert reader.event()[1]["status"] == "QUEUED"
    server.start_batch(batch_id)
    assert states(reader)[-1] == ("SUCCEEDED", 3)
    with pytest.raises(KeyError):
        server.start_batch(batch_id)


def test_worker_leaves_a_batch_that_was_moved_by_hand(server):
    batch_id = server.create_batch(plan=Plan(queued_seconds=30))
    server.advance(batch_id, "RUNNING")
    assert server._thread._worker._lives == {}


def test_batch_deleted_under_the_worker(server, client):
    batch_id, other = server.create_batch(plan=QUICK), server.create_batch(plan=QUICK)
    server.delete_batch(batch_id)
    assert states(client.stream(other))[-1] == ("SUCCEEDED", 3)
    server.wait_until(lambda: not server._thread._worker._lives)


def test_unknown_merchant_or_id_twice(server):
    with pytest.raises(ValueError, match="merchant"):
        server.create_batch(merchant="cm1")
    batch_id = server.create_batch()
    with pytest.raises(ValueError, match=batch_id):
        server.create_batch(batch_id=batch_id)
    with pytest.raises(KeyError):
        server.advance("cm1")
    server.delete_batch("cm1")


def test_plan_in_steps():
    plan = Plan(queued_seconds=1, running_seconds=4, intermediate=("RUNNING",), deleted_after=2)
    tokens = {"prompt": 5400, "completion": 6100, "total": 11500}
    assert plan.steps(9, 9) == (
        Step(1, Change("RUNNING")),
        Step(3, Change("RUNNING")),
        Step(5, Change("SUCCEEDED", 5, token_usage=tokens)),
        Step(7, None),
    )


def test_plan_without_times_goes_at_the_servers_pace():
    assert [step.at for step in Plan().steps(1, 4)] == [1, 5]


@pytest.mark.parametrize(("status", "copies"), [("SUCCEEDED", 5), ("PARTIAL_SUCCESS", 3), ("FAILED", 0)])
def test_copies_that_are_usual(status, copies):
    assert Plan(final_status=status).steps(1, 1)[-1].change.copy_count == copies


def test_plan_with_an_age_has_happened_already(server, client):
    plan = Plan(queued_seconds=10, running_seconds=60, age_seconds=100)
    data = client.get(f"/api/creative/batches/{server.create_batch(plan=plan)}").json()["data"]
    assert data["status"] == "SUCCEEDED"
    assert data["createdAt"] < data["startedAt"] < data["completedAt"] == data["updatedAt"]


def test_describe_is_what_somebody_needs(server):
    batch_id = server.create_batch(scenario="succeeded")
    assert server.describe() == {
        "url": server.url,
        "email": "operator@example.com",
        "code": "123456",
        "batches": [{"id": batch_id, "scenario": "succeeded", "merchantId": DEFAULT_MERCHANT}],
    }


def test_log_keeps_what_was_asked_but_no_secret(server, client):
    batch_id = server.create_batch(autostart=False)
    client.stream(batch_id, {"Last-Event-ID": "41", "Authorization": "Basic c2VjcmV0"})
    entry = server.requests.wait_for(lambda entry: entry.path.endswith("/events"))
    assert (entry.method, entry.batch_id, entry.status) == ("GET", batch_id, 200)
    assert entry.headers["last-event-id"] == "41"
    assert entry.cookie_names == ("next-auth.session-token",)
    assert client.cookie.split("=")[1] not in repr(server.requests.entries)
    assert "c2VjcmV0" not in repr(server.requests.entries)


def test_log_counts(server, client):
    for _ in range(2):
        client.get("/api/auth/csrf")
    client.get("/api/creative/batches")
    assert server.requests.count(path_suffix="/csrf", status=200) == 2
    assert server.requests.count(status=422) == 1
    assert server.requests.count() == 3
    server.requests.clear()
    assert server.requests.count() == 0


def test_waiting_in_vain_ends(server):
    with pytest.raises(TimeoutError):
        server.requests.wait_for(lambda entry: True, timeout=0.01)
    with pytest.raises(TimeoutError):
        server.wait_until(lambda: False, timeout=0.01)


def test_options_say_their_code_to_nobody():
    assert [one.name for one in fields(ServerOptions) if not one.repr] == ["code"]
