"""What the wire's JSON becomes, and what is refused."""

from datetime import UTC, datetime

import pytest

from batchdesk.batch.events import LARGEST_VERSION, CompleteEvent, ErrorEvent, StatusEvent, TokenUsage
from batchdesk.stream.decoder import Event
from batchdesk.stream.messages import MalformedMessage, decode_message

GUIDE = (
    '{"batchId":"cmgl1","status":"RUNNING","statusVersion":2,"startedAt":"2025-01-15T08:00:00.500Z",'
    '"completedAt":null,"errorCode":null,"errorMessage":null,"tokenUsage":null,"copyCount":0,'
    '"timestamp":"2025-01-15T08:00:01.000Z"}'
)


def status(fields: str) -> StatusEvent:
    message = decode_message(Event("batch-status", f'{{"batchId":"b","status":"RUNNING",{fields}}}', ""))
    assert isinstance(message, StatusEvent)
    return message


def test_the_guides_status() -> None:
    assert decode_message(Event("batch-status", GUIDE, "")) == StatusEvent(
        batch_id="cmgl1",
        status="RUNNING",
        version=2,
        started_at=datetime(2025, 1, 15, 8, 0, 0, 500_000, UTC),
        timestamp=datetime(2025, 1, 15, 8, 0, 1, tzinfo=UTC),
        raw=GUIDE,
    )


def test_complete_and_error() -> None:
    complete = Event("complete", '{"batchId":"b","finalStatus":"PARTIAL_SUCCESS","new":1}', "")
    assert decode_message(complete) == CompleteEvent("b", "PARTIAL_SUCCESS")
    assert decode_message(Event("error", '{"message":"批次已被删除"}', "")) == ErrorEvent("批次已被删除")
    assert decode_message(Event("error", "{}", "")) == ErrorEvent("")


@pytest.mark.parametrize("name", ["message", "Batch-Status", "batch-progress", ""])
def test_a_name_of_a_future_server_is_no_message(name: str) -> None:
    assert decode_message(Event(name, "not even JSON", "")) is None


def test_unknown_fields_are_kept_in_raw() -> None:
    assert '"targetSequence":2' in status('"statusVersion":1,"targetSequence":2').raw


@pytest.mark.parametrize(
    ("usage", "expected"),
    [
        ("null", None),
        ('{"prompt":5400,"completion":6100,"total":11500}', TokenUsage(5400, 6100, 11500)),
        ('{"prompt":5400,"completion":6100}', TokenUsage(5400, 6100, 11500)),
        ('{"prompt":1,"completion":2,"total":null,"cached":9}', TokenUsage(1, 2, 3)),
    ],
)
def test_token_usage(usage: str, expected: TokenUsage | None) -> None:
    assert status(f'"statusVersion":1,"tokenUsage":{usage}').token_usage == expected


@pytest.mark.parametrize("count", ['"statusVersion":1', '"statusVersion":1,"copyCount":null'])
def test_no_copy_count_is_none_made(count: str) -> None:
    assert status(count).copy_count == 0


def test_a_time_that_cannot_be_read_does_not_cost_the_event() -> None:
    assert status('"statusVersion":1,"startedAt":"yesterday"').started_at is None


def test_the_largest_version() -> None:
    assert status(f'"statusVersion":{LARGEST_VERSION}').version == LARGEST_VERSION


@pytest.mark.parametrize(
    "version", ["true", "1.0", "1.5", '"1"', "null", "0", "-1", "1e400", "[1]", str(2**63), "9" * 400]
)
def test_a_version_that_is_no_whole_number_in_range(version: str) -> None:
    with pytest.raises(MalformedMessage):
        status(f'"statusVersion":{version}')


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "null",
        "[]",
        "{}",
        '{"batchId":7,"status":"RUNNING","statusVersion":1}',
        '{"batchId":"b","status":null,"statusVersion":1}',
        '{"batchId":"b","status":"X","statusVersion":1,"copyCount":-1}',
        '{"batchId":"b","status":"X","statusVersion":1,"copyCount":9223372036854775808}',
        '{"batchId":"b","status":"X","statusVersion":1,"errorMessage":{}}',
        '{"batchId":"b","status":"X","statusVersion":1,"deep":' + "[" * 50_000,
    ],
)
def test_data_that_is_none(data: str) -> None:
    with pytest.raises(MalformedMessage) as caught:
        decode_message(Event("batch-status", data, ""))
    assert caught.value.reason.startswith("batch-status: ")
    assert len(caught.value.reason) < 200
