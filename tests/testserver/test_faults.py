"""Each fault does what it says, as often as it is allowed to, and only to whom it is meant for."""

import socket
import struct
from datetime import UTC, datetime
from http.client import IncompleteRead, RemoteDisconnected

import pytest

from batchdesk.testserver import (
    Cut,
    DeleteBatch,
    Drop,
    Duplicate,
    EndSessions,
    ErrorEvent,
    ForeignEvent,
    GiantLine,
    HangUp,
    HtmlAnswer,
    IdAndRetry,
    LineEnds,
    MalformedJson,
    OnlyComplete,
    Plan,
    RawBytes,
    Redirect,
    Refuse,
    Reorder,
    Silence,
    SlowDrip,
    UnknownFields,
    UnknownStatus,
    WrongVersion,
)

AT_ONCE = Plan(queued_seconds=0, running_seconds=0)


@pytest.fixture
def batch_id(server):
    return server.create_batch(autostart=False)


@pytest.fixture
def ended(server):
    return server.create_batch(plan=AT_ONCE)


@pytest.mark.parametrize("status", [401, 403, 404, 429, 500, 503])
def test_refusal(server, client, batch_id, status):
    server.inject(Refuse(status=status))
    assert client.stream(batch_id).response.status == status
    assert client.stream(batch_id).response.status == 200


def test_no_content(server, client, batch_id):
    server.inject(Refuse(status=204))
    assert client.stream(batch_id).response.status == 204


@pytest.mark.parametrize(
    ("retry_after", "header"),
    [
        (7, "7"),
        (datetime(2026, 11, 24, 8, 0, tzinfo=UTC), "Tue, 24 Nov 2026 08:00:00 GMT"),
        ("soon", "soon"),
        (None, None),
    ],
)
def test_retry_after(server, client, batch_id, retry_after, header):
    server.inject(Refuse(status=503, retry_after=retry_after))
    assert client.stream(batch_id).response.getheader("Retry-After") == header


def test_fault_for_one_batch_leaves_the_others(server, client, batch_id):
    server.inject(Refuse(status=503, batch_id="cm-another", times=None))
    assert client.stream(batch_id).response.status == 200


def test_fault_strikes_as_often_as_it_may(server, client, batch_id):
    server.inject(Refuse(status=503, times=2))
    assert [client.stream(batch_id).response.status for _ in range(3)] == [503, 503, 200]


def test_fault_without_limit_lasts_until_cleared(server, client, batch_id):
    server.inject(Refuse(status=503, times=None))
    assert [client.stream(batch_id).response.status for _ in range(3)] == [503] * 3
    server.clear_faults()
    assert client.stream(batch_id).response.status == 200


def test_same_fault_injected_twice_strikes_twice(server, client, batch_id):
    fault = Refuse(status=503)
    server.inject(fault)
    server.inject(fault)
    assert [client.stream(batch_id).response.status for _ in range(3)] == [503, 503, 200]


def test_fault_everywhere_meets_sign_in_too(server, client):
    server.inject(Refuse(status=503))
    assert client.get("/api/auth/csrf").status_code == 200
    server.inject(Refuse(status=500, everywhere=True))
    assert client.get("/api/auth/csrf").status_code == 500


def test_html_answer(server, client, batch_id):
    server.inject(HtmlAnswer())
    response = client.stream(batch_id).response
    assert response.status == 200
    assert response.getheader("Content-Type").startswith("text/html")


def test_redirect_to_the_sign_in_page(server, client, batch_id):
    server.inject(Redirect())
    response = client.stream(batch_id).response
    assert (response.status, response.getheader("Location")) == (307, "/api/auth/signin?callbackUrl=%2F")
    assert client.get(response.getheader("Location")).headers["content-type"].startswith("text/html")


def test_redirect_to_another_path_and_origin(server, client, batch_id):
    port = server.url.rpartition(":")[2]
    server.inject(Redirect(location=f"http://localhost:{port}/moved{{path}}", status=308))
    response = client.stream(batch_id).response
    assert response.status == 308
    assert response.getheader("Location") == (f"http://localhost:{port}/moved/api/creative/batches/{batch_id}/events")
    assert client.get(f"/moved/api/creative/batches/{batch_id}").status_code == 200


def test_hang_up_without_an_answer(server, client, batch_id):
    server.inject(HangUp())
    with pytest.raises(RemoteDisconnected):
        client.stream(batch_id)
    server.inject(HangUp(reset=True))
    with pytest.raises(ConnectionResetError):
        client.stream(batch_id)
    assert [entry.status for entry in server.requests.entries] == [None, None]


def test_drop_by_ending_the_body(server, client, batch_id):
    server.inject(Drop(after_events=1))
    assert [name for name, _ in client.stream(batch_id).rest()] == ["batch-status"]


def test_drop_by_closing_the_connection(server, client, batch_id):
    server.inject(Drop(after_events=1, how=Cut.CLOSE))
    with pytest.raises(IncompleteRead):
        client.stream(batch_id).response.read()


def test_drop_by_reset(server, client, batch_id):
    server.inject(Drop(after_events=1, how=Cut.RESET))
    with pytest.raises(ConnectionResetError):
        client.stream(batch_id).response.read()


def test_drop_before_the_first_event(server, client, batch_id):
    server.inject(Drop())
    reader = client.stream(batch_id)
    assert (reader.response.status, reader.rest()) == (200, [])


def test_drop_between_the_last_state_and_complete(server, client, ended):
    server.inject(Drop(after_events=1))
    assert [name for name, _ in client.stream(ended).rest()] == ["batch-status"]


def test_fault_strikes_a_stream_that_is_open_already(server, client, batch_id):
    reader = client.stream(batch_id)
    reader.event()
    server.inject(Drop())
    assert reader.rest() == []


def test_dropping_all_streams(server, client, batch_id):
    readers = [client.stream(batch_id) for _ in range(2)]
    for reader in readers:
        reader.event()
    assert server.drop_streams() == 2
    assert [reader.rest() for reader in readers] == [[], []]


def test_resetting_all_streams(server, client, batch_id):
    reader = client.stream(batch_id)
    reader.event()
    assert server.drop_streams(reset=True) == 1
    with pytest.raises(ConnectionResetError):
        reader.block()


def test_silence_holds_back_events_and_heartbeats(serve, client_of):
    server = serve(heartbeat_seconds=0.01)
    batch_id = server.create_batch(autostart=False)
    server.inject(Silence(batch_id=batch_id, after_events=1))
    client = client_of(server)
    silent = client.stream(batch_id)
    silent.event()
    witness = client.stream(batch_id)
    witness.event()
    assert [witness.block() for _ in range(3)] == [b": heartbeat\n\n"] * 3
    silent.connection.sock.setblocking(False)
    with pytest.raises(BlockingIOError):
        silent.connection.sock.recv(1, socket.MSG_PEEK)
    assert server.open_streams == 2


def test_silent_stream_ends_when_the_client_goes(server, client, batch_id):
    server.inject(Silence(after_events=1))
    reader = client.stream(batch_id)
    reader.event()
    reader.__exit__()
    server.wait_until(lambda: server.open_streams == 0)


def test_stream_ends_when_the_client_resets(server, client, batch_id):
    reader = client.stream(batch_id)
    reader.event()
    reader.connection.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    reader.__exit__()
    server.wait_until(lambda: server.open_streams == 0)


def test_delete(server, client, batch_id):
    server.inject(DeleteBatch(after_events=1))
    assert client.stream(batch_id).rest()[1:] == [("error", {"message": "批次已被删除"})]


def test_error_event_of_a_failing_database(server, client, batch_id):
    server.inject(ErrorEvent(after_events=1))
    (_, (name, data)) = client.stream(batch_id).rest()
    assert name == "error"
    assert "database" in data["message"]
    assert client.stream(batch_id).response.status == 200


def test_sessions_end_under_way(server, client, batch_id):
    server.inject(EndSessions(after_events=1))
    assert len(client.stream(batch_id).rest()) == 1
    assert client.stream(batch_id).response.status == 401


def test_duplicate(server, client, ended):
    server.inject(Duplicate(copies=2))
    states = [data for name, data in client.stream(ended).rest() if name == "batch-status"]
    assert states == [states[0]] * 3


def test_older_version_after_a_newer_one(server, client, batch_id):
    server.inject(Reorder())
    reader = client.stream(batch_id)
    reader.event()
    server.advance(batch_id, "RUNNING")
    assert [reader.event()[1]["statusVersion"] for _ in range(2)] == [2, 1]


@pytest.mark.parametrize("version", ["2", 2.5, None, True, -1, 2**63 + 1])
def test_wrong_version(server, client, batch_id, version):
    server.inject(WrongVersion(version=version))
    reader = client.stream(batch_id)
    reader.event()
    assert reader.event()[1]["statusVersion"] == version


def test_event_of_another_batch(server, client, batch_id):
    server.inject(ForeignEvent())
    reader = client.stream(batch_id)
    batches = [reader.event()[1]["batchId"] for _ in range(3)]
    assert batches[0] == batch_id
    assert batches[1] == batches[2] != batch_id


def test_unknown_status(server, client, batch_id):
    server.inject(UnknownStatus(after_events=1, status="REVIEWING"))
    reader = client.stream(batch_id)
    reader.event()
    state = reader.event()[1]
    assert (state["status"], state["statusVersion"]) == ("REVIEWING", 2)


def test_unknown_fields(server, client, ended):
    server.inject(UnknownFields())
    assert all("future" in data for _, data in client.stream(ended).rest())


def test_only_complete(server, client, ended):
    server.inject(OnlyComplete())
    assert client.stream(ended).rest() == [("complete", {"batchId": ended, "finalStatus": "SUCCEEDED"})]


def test_malformed_json(server, client, ended):
    server.inject(MalformedJson(after_events=1))
    reader = client.stream(ended)
    reader.event()
    assert reader.block() == b'event: batch-status\ndata: {"batchId":"' + ended.encode() + b'","stat\n\n'
    assert reader.event()[0] == "complete"


def test_giant_line(server, client, ended):
    server.inject(GiantLine(size=1_000_000))
    reader = client.stream(ended)
    assert len(reader.block()) == len(b'event: batch-status\ndata: {"padding":""}\n\n') + 1_000_000
    assert reader.event()[1]["batchId"] == ended


def test_raw_bytes(server, client, ended):
    server.inject(RawBytes(data=b"\xff\xfe: odd\n\n"))
    assert client.stream(ended).block() == b"\xff\xfe: odd\n\n"


@pytest.mark.parametrize("line_end", [b"\r\n", b"\r"])
def test_line_ends(server, client, ended, line_end):
    server.inject(LineEnds(line_end=line_end))
    body = client.stream(ended).response.read()
    assert body.count(line_end * 2) == 2
    assert b"\n" not in body.replace(b"\r\n", b"")


def test_id_and_retry(server, client, ended):
    server.inject(IdAndRetry(event_id="a", retry="50"))
    assert client.stream(ended).block().startswith(b"id: a\nretry: 50\nevent: batch-status\n")


def test_slow_drip_loses_nothing(server, client, ended):
    whole = client.stream(ended).rest()
    server.inject(SlowDrip(pause_seconds=0.0001))
    dripped = client.stream(ended).rest()
    assert [name for name, _ in dripped] == [name for name, _ in whole]
    assert dripped[1] == whole[1]
