"""Lists, details, creation, deletion, and who may see what."""

import re

import pytest

from batchdesk.testserver import ADMIN_EMAIL, DEFAULT_MERCHANT, FORBIDDEN_MERCHANT, MERCHANTS, Plan

BATCHES = "/api/creative/batches"
ASSETS = [{"role": "PROMPT", "assetId": "p1"}, {"role": "REPORT", "assetId": "r1"}]


def refused(response, status, error):
    body = response.json()
    assert response.status_code == status
    assert list(body) == ["success", "error", "timestamp"]
    assert body["success"] is False
    assert body["error"] == error


@pytest.mark.parametrize("path", [BATCHES, f"{BATCHES}/cm1", f"{BATCHES}/cm1/events"])
def test_without_a_session_401(server, client_of, path):
    refused(client_of(server, "").get(path), 401, "未认证访问")


def test_unknown_and_forbidden_batches_look_the_same(server, client):
    forbidden = server.create_batch(merchant=FORBIDDEN_MERCHANT.id)
    for batch_id in (forbidden, "cm0000000000000000unknown"):
        refused(client.get(f"{BATCHES}/{batch_id}/events"), 404, "批次不存在或无权访问")
        refused(client.get(f"{BATCHES}/{batch_id}"), 404, "批次不存在或无权访问")


def test_admin_sees_all(server, client_of):
    forbidden = server.create_batch(merchant=FORBIDDEN_MERCHANT.id)
    admin = client_of(server, server.session_cookie(ADMIN_EMAIL))
    assert admin.get(f"{BATCHES}/{forbidden}").json()["data"]["id"] == forbidden


def test_list_needs_a_merchant_the_user_may_see(client):
    refused(client.get(BATCHES), 422, "缺少必填参数 merchantId")
    refused(client.get(BATCHES, params={"merchantId": "cm1"}), 404, "商家不存在或无权访问")
    refused(client.get(BATCHES, params={"merchantId": FORBIDDEN_MERCHANT.id}), 404, "商家不存在或无权访问")


def test_list_is_newest_first_in_pages(server, client):
    made = [server.create_batch(autostart=False) for _ in range(5)]
    server.create_batch(merchant=MERCHANTS[1].id)
    page = client.get(BATCHES, params={"merchantId": DEFAULT_MERCHANT, "page": 2, "pageSize": 2}).json()
    assert list(page) == ["success", "data", "meta", "timestamp"]
    assert [row["id"] for row in page["data"]] == [made[2], made[1]]
    assert page["meta"] == {
        "page": 2,
        "pageSize": 2,
        "total": 5,
        "totalPages": 3,
        "hasNext": True,
        "hasPrev": True,
    }


def test_page_size_is_20_unless_asked_and_at_most_100(client):
    sizes = [
        client.get(BATCHES, params={"merchantId": DEFAULT_MERCHANT} | more).json()["meta"]["pageSize"]
        for more in ({}, {"pageSize": "500"}, {"pageSize": "none"})
    ]
    assert sizes == [20, 100, 20]


def test_list_by_status(server, client):
    queued = server.create_batch(autostart=False)
    running = server.create_batch(plan=Plan(queued_seconds=0, running_seconds=100))
    server.create_batch(plan=Plan(queued_seconds=0, running_seconds=0))
    params = {"merchantId": DEFAULT_MERCHANT, "status": "RUNNING,queued,unheard"}
    rows = client.get(BATCHES, params=params).json()["data"]
    assert {row["id"] for row in rows} == {queued, running}


def test_detail_has_the_copies(server, client):
    batch_id = server.create_batch(plan=Plan(queued_seconds=0, running_seconds=0))
    data = client.get(f"{BATCHES}/{batch_id}").json()["data"]
    assert data["status"] == "SUCCEEDED"
    assert [copy["sequence"] for copy in data["copies"]] == [1, 2, 3, 4, 5]
    assert all(copy["markdownContent"] for copy in data["copies"])


def test_create_answers_201_and_the_worker_takes_it(serve, client_of):
    server = serve(queued_seconds=0.01, running_seconds=0.01)
    client = client_of(server)
    response = client.request("POST", BATCHES, json={"merchantId": DEFAULT_MERCHANT, "assets": ASSETS})
    assert response.status_code == 201
    body = response.json()
    assert list(body) == ["batchId", "parentBatchId", "status", "statusVersion", "createdAt"]
    assert (body["parentBatchId"], body["status"], body["statusVersion"]) == (None, "QUEUED", 1)
    assert re.fullmatch(r"cm[0-9a-z]{23}", body["batchId"])
    assert client.stream(body["batchId"]).rest()[-1][0] == "complete"


@pytest.mark.parametrize(
    "body",
    [
        {"assets": ASSETS},
        {"merchantId": DEFAULT_MERCHANT},
        {"merchantId": DEFAULT_MERCHANT, "assets": ASSETS[:1]},
        {"merchantId": DEFAULT_MERCHANT, "assets": [{"role": "PROMPT"}, "x"]},
        ["merchantId"],
    ],
)
def test_create_with_too_little_is_422(client, body):
    refused(client.request("POST", BATCHES, json=body), 422, "请求参数无效")


def test_create_without_json_is_422(client):
    refused(client.request("POST", BATCHES, content=b"{"), 422, "请求参数无效")


def test_create_below_a_parent(server, client):
    parent = server.create_batch()
    body = {"merchantId": DEFAULT_MERCHANT, "assets": ASSETS, "parentBatchId": parent}
    child = client.request("POST", BATCHES, json=body).json()
    assert child["parentBatchId"] == parent
    assert client.get(f"{BATCHES}/{child['batchId']}").json()["data"]["parentBatch"]["id"] == parent
    unknown = client.request("POST", BATCHES, json=body | {"parentBatchId": "cm1"})
    refused(unknown, 404, "父批次不存在或无权访问")


def test_delete(server, client):
    batch_id = server.create_batch()
    assert client.request("DELETE", f"{BATCHES}/{batch_id}").json() == {"success": True}
    assert client.get(f"{BATCHES}/{batch_id}").status_code == 404


def test_web_page_of_a_batch_needs_a_session(server, client, client_of):
    batch_id = server.create_batch()
    assert batch_id in client.get(f"/creative/batches/{batch_id}").text
    stranger = client_of(server, "").get(f"/creative/batches/{batch_id}")
    assert stranger.headers["location"] == f"/api/auth/signin?callbackUrl=/creative/batches/{batch_id}"


def test_more_than_16_kb_of_headers_is_431(client):
    assert client.get(BATCHES, headers={"X-Long": "x" * 17_000}).status_code == 431


def test_head_on_a_stream_is_refused(server, client):
    assert client.request("HEAD", f"{BATCHES}/{server.create_batch()}/events").status_code == 405
    assert server.open_streams == 0


def test_a_server_without_lists_has_all_else(serve, client_of):
    server = serve(lists=False)
    client = client_of(server)
    answer = client.get(BATCHES, params={"merchantId": DEFAULT_MERCHANT})
    assert answer.status_code == 405
    assert "json" not in answer.headers["content-type"]
    batch = server.create_batch()
    assert client.get(f"{BATCHES}/{batch}").json()["data"]["id"] == batch
