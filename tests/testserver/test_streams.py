"""The stream, byte by byte, and when it says what."""

import re

import pytest

from batchdesk.testserver import Plan

TIME = rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
AT_ONCE = Plan(queued_seconds=0, running_seconds=0)


def test_bytes_of_a_whole_life(server, client):
    batch_id = server.create_batch(batch_id="cm00000000000000000000001", autostart=False)
    reader = client.stream(batch_id)
    blocks = [reader.block()]
    server.advance(batch_id, "RUNNING")
    blocks.append(reader.block())
    tokens = {"prompt": 5400, "completion": 6100, "total": 11500}
    server.advance(
        batch_id,
        "PARTIAL_SUCCESS",
        copy_count=3,
        error_code="COPY_REJECTED",
        error_message='两条被拒\n"quoted"',
        token_usage=tokens,
    )
    blocks += [reader.block(), reader.block(), reader.block()]
    text = re.sub(TIME, b"T", b"".join(blocks)).decode()
    assert text == (
        'event: batch-status\ndata: {"batchId":"cm00000000000000000000001","status":"QUEUED","statusVersion":1,'
        '"startedAt":null,"completedAt":null,"errorCode":null,"errorMessage":null,"tokenUsage":null,'
        '"copyCount":0,"timestamp":"T"}\n\n'
        'event: batch-status\ndata: {"batchId":"cm00000000000000000000001","status":"RUNNING","statusVersion":2,'
        '"startedAt":"T","completedAt":null,"errorCode":null,"errorMessage":null,"tokenUsage":null,'
        '"copyCount":0,"timestamp":"T"}\n\n'
        'event: batch-status\ndata: {"batchId":"cm00000000000000000000001","status":"PARTIAL_SUCCESS",'
        '"statusVersion":3,"startedAt":"T","completedAt":"T","errorCode":"COPY_REJECTED",'
        '"errorMessage":"两条被拒\\n\\"quoted\\"",'
        '"tokenUsage":{"prompt":5400,"completion":6100,"total":11500},"copyCount":3,"timestamp":"T"}\n\n'
        'event: complete\ndata: {"batchId":"cm00000000000000000000001","finalStatus":"PARTIAL_SUCCESS"}\n\n'
    )


def test_headers(server, client):
    response = client.stream(server.create_batch()).response
    assert response.getheader("Content-Type") == "text/event-stream"
    assert response.getheader("Cache-Control") == "no-cache, no-transform"
    assert response.getheader("X-Accel-Buffering") == "no"
    assert response.getheader("Content-Encoding") is None


@pytest.mark.parametrize("status", ["SUCCEEDED", "PARTIAL_SUCCESS", "FAILED", "ARCHIVED"])
def test_batch_that_has_ended_gives_its_state_and_complete(server, client, status):
    batch_id = server.create_batch(autostart=False)
    server.advance(batch_id, status)
    (state, _), (name, ending) = client.stream(batch_id).rest()
    assert (state, name) == ("batch-status", "complete")
    assert ending == {"batchId": batch_id, "finalStatus": status}


def test_connection_outlives_the_stream(server, client):
    reader = client.stream(server.create_batch(plan=AT_ONCE))
    reader.rest()
    reader.connection.request("GET", "/api/auth/session")
    assert reader.connection.getresponse().status == 200


def test_versions_between_two_looks_are_skipped(server, client):
    batch_id = server.create_batch(plan=AT_ONCE, autostart=False)
    reader = client.stream(batch_id)
    assert reader.event()[1]["statusVersion"] == 1
    server.start_batch(batch_id)
    assert [(name, data.get("statusVersion")) for name, data in reader.rest()] == [
        ("batch-status", 3),
        ("complete", None),
    ]


def test_same_status_with_a_new_version_is_sent(server, client):
    batch_id = server.create_batch(autostart=False)
    reader = client.stream(batch_id)
    reader.event()
    assert server.advance(batch_id) == 2
    assert reader.event()[1]["status"] == "QUEUED"


def test_unknown_status_is_not_final(server, client):
    batch_id = server.create_batch(autostart=False)
    reader = client.stream(batch_id)
    reader.event()
    server.advance(batch_id, "REVIEWING")
    server.advance(batch_id, "SUCCEEDED")
    assert reader.rest()[-1][0] == "complete"


def test_heartbeats_are_comments(serve, client_of):
    server = serve(heartbeat_seconds=0.02)
    reader = client_of(server).stream(server.create_batch(autostart=False))
    reader.event()
    assert [reader.block(), reader.block()] == [b": heartbeat\n\n"] * 2


def test_reconnecting_gives_the_newest_state_at_once(server, client):
    batch_id = server.create_batch(autostart=False)
    client.stream(batch_id).__exit__()
    server.advance(batch_id, "RUNNING")
    assert client.stream(batch_id).event()[1]["statusVersion"] == 2


def test_deletion_is_an_error_event_and_the_end(server, client):
    batch_id = server.create_batch(autostart=False)
    reader = client.stream(batch_id)
    reader.event()
    server.delete_batch(batch_id)
    assert reader.rest() == [("error", {"message": "批次已被删除"})]
    assert client.stream(batch_id).response.status == 404


def test_finished_batch_can_still_be_archived(server, client):
    batch_id = server.create_batch(plan=AT_ONCE)
    server.archive_batch(batch_id)
    state = client.stream(batch_id).event()[1]
    assert (state["status"], state["statusVersion"], state["copyCount"]) == ("ARCHIVED", 4, 5)


def test_server_knows_its_open_streams(server, client):
    first, second = server.create_batch(autostart=False), server.create_batch(autostart=False)
    readers = [client.stream(batch_id) for batch_id in (first, first, second)]
    server.wait_until(lambda: server.open_streams == 3)
    assert (server.open_streams_of(first), server.open_streams_of(second)) == (2, 1)
    readers[0].__exit__()
    server.wait_until(lambda: server.open_streams_of(first) == 1)


def test_many_streams_of_one_batch_hear_the_same(server, client):
    batch_id = server.create_batch(autostart=False)
    readers = [client.stream(batch_id) for _ in range(50)]
    for reader in readers:
        reader.event()
    server.advance(batch_id, "SUCCEEDED")
    assert all(reader.rest()[-1][0] == "complete" for reader in readers)
    server.wait_until(lambda: server.open_streams == 0)
