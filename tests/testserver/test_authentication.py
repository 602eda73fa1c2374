"""The sign-in routes, row by row of the table in the protocol page."""

import time
from datetime import datetime
from http.cookies import SimpleCookie
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from batchdesk.testserver.authentication import cookies_of
from batchdesk.testserver.sessions import AUTHJS_5, NEXTAUTH_4

SESSION = {False: "next-auth.session-token", True: "authjs.session-token"}
GENERATIONS = pytest.mark.parametrize("authjs", [False, True], ids=["NextAuth 4", "Auth.js 5"])


def browser(server):
    return httpx.Client(base_url=server.url)


def sign_in(client, code="123456", *, csrf=None, **more):
    """As the client does: both ways of asking for JSON at once."""
    token = csrf or client.get("/api/auth/csrf").json()["csrfToken"]
    form = {"csrfToken": token, "email": "operator@example.com", "code": code, "json": "true"} | more
    headers = {"X-Auth-Return-Redirect": "1"}
    return client.post("/api/auth/callback/credentials", data=form, headers=headers)


def cookie_lines(response):
    return response.headers.get_list("set-cookie")


@GENERATIONS
def test_sign_in_answers_200_with_the_address_and_the_session_cookie(serve, authjs):
    server = serve(authjs=authjs)
    with browser(server) as client:
        response = sign_in(client, callbackUrl=server.url)
        assert response.status_code == 200
        assert response.json() == {"url": server.url}
        cookie = SimpleCookie(cookie_lines(response)[0])[SESSION[authjs]]
        assert cookie["httponly"]
        assert cookie["path"] == "/"
        assert cookie["samesite"] == "Lax"
        assert client.get("/api/auth/session").json()["user"]["email"] == "operator@example.com"


def test_wrong_code_in_nextauth_4_is_401_with_an_error_address(server):
    with browser(server) as client:
        response = sign_in(client, "000000")
        assert response.status_code == 401
        address = urlsplit(response.json()["url"])
        assert address.path == "/api/auth/error"
        assert parse_qs(address.query)["error"] == ["CredentialsSignin"]
        assert SESSION[False] not in client.cookies


def test_wrong_code_in_authjs_5_is_200_with_an_error_address(serve):
    with browser(serve(authjs=True)) as client:
        response = sign_in(client, "000000")
        assert response.status_code == 200
        assert "error=CredentialsSignin" in response.json()["url"]
        assert SESSION[True] not in client.cookies


@GENERATIONS
@pytest.mark.parametrize("token", ["", "stale"])
def test_missing_or_stale_csrf_token_is_200_without_a_session(serve, authjs, token):
    expected = "error=MissingCSRF" if authjs else "/api/auth/signin?csrf=true"
    with browser(serve(authjs=authjs)) as client:
        client.get("/api/auth/csrf")
        response = sign_in(client, csrf=token or "none")
        assert response.status_code == 200
        assert expected in response.json()["url"]
        assert SESSION[authjs] not in client.cookies


@GENERATIONS
def test_csrf_token_without_its_cookie_is_stale(serve, authjs):
    with browser(serve(authjs=authjs)) as client:
        token = client.get("/api/auth/csrf").json()["csrfToken"]
        client.cookies.clear()
        assert sign_in(client, csrf=token).status_code == 200
        assert SESSION[authjs] not in client.cookies


def test_csrf_token_stays_while_its_cookie_does(server):
    with browser(server) as client:
        first = client.get("/api/auth/csrf").json()
        assert client.get("/api/auth/csrf").json() == first


@pytest.mark.parametrize(("authjs", "nobody"), [(False, {}), (True, None)])
def test_no_session(serve, authjs, nobody):
    with browser(serve(authjs=authjs)) as client:
        response = client.get("/api/auth/session")
        assert response.status_code == 200
        assert response.json() == nobody


def test_sign_in_without_asking_for_json_redirects(server):
    with browser(server) as client:
        response = sign_in(client, json="")
        assert response.status_code == 302
        assert response.headers["location"] == server.url
        assert SESSION[False] in client.cookies


def test_authjs_5_redirects_without_its_header(serve):
    with browser(serve(authjs=True)) as client:
        token = client.get("/api/auth/csrf").json()["csrfToken"]
        form = {"csrfToken": token, "email": "operator@example.com", "code": "123456", "json": "true"}
        assert client.post("/api/auth/callback/credentials", data=form).status_code == 302


def test_callback_address_that_is_none_is_500(server):
    with browser(server) as client:
        assert sign_in(client, callbackUrl="not an address").status_code == 500
        assert sign_in(client, callbackUrl="http://[").status_code == 500


def test_callback_address_of_another_site_is_not_followed(server):
    with browser(server) as client:
        assert sign_in(client, callbackUrl="https://evil.example/").json() == {"url": server.url}


def test_each_session_question_rolls_the_cookie(server, client):
    first = client.get("/api/auth/session")
    (line,) = cookie_lines(first)
    assert line.startswith(SESSION[False] + "=")
    assert line.split(";")[0] != client.cookie
    expires = datetime.fromisoformat(first.json()["expires"]).timestamp()
    assert expires == pytest.approx(time.time() + server.options.session_seconds, abs=60)


def test_neither_list_nor_stream_rolls_it(server, client):
    batch_id = server.create_batch(autostart=False)
    assert not cookie_lines(client.get(f"/api/creative/batches/{batch_id}"))
    assert client.stream(batch_id).response.getheader("Set-Cookie") is None


def test_session_expires(serve, client_of):
    client = client_of(serve(session_seconds=-1))
    assert client.get("/api/auth/session").json() == {}
    assert client.get("/api/creative/batches?merchantId=x").status_code == 401


def test_sign_out_deletes_the_cookie(server):
    with browser(server) as client:
        sign_in(client)
        token = client.get("/api/auth/csrf").json()["csrfToken"]
        response = client.post("/api/auth/signout", data={"csrfToken": token, "json": "true"})
        assert response.json() == {"url": server.url}
        assert SESSION[False] not in client.cookies
        assert client.get("/api/auth/session").json() == {}


def test_sign_out_without_csrf_token_changes_nothing(server):
    with browser(server) as client:
        sign_in(client)
        response = client.post("/api/auth/signout", data={"json": "true"})
        assert response.json()["url"].endswith("/api/auth/signout?csrf=true")
        assert SESSION[False] in client.cookies


@pytest.mark.parametrize("style", [NEXTAUTH_4, AUTHJS_5], ids=lambda style: style.prefix)
def test_long_token_comes_in_chunks_of_the_measured_size(serve, style):
    server = serve(authjs=style is AUTHJS_5, chunked_session=True)
    with browser(server) as client:
        sign_in(client)
        chunks = {name: value for name, value in client.cookies.items() if "session-token" in name}
        assert list(chunks) == [f"{style.session}.0", f"{style.session}.1"]
        assert len(chunks[f"{style.session}.0"]) == style.chunk_size
        assert client.get("/api/auth/session").json()["user"]


def test_from_one_cookie_to_chunks_and_back(server):
    base = SESSION[False]
    with browser(server) as client:
        sign_in(client)
        server.lengthen_sessions()
        longer = cookie_lines(client.get("/api/auth/session"))
        assert [line.split("=")[0] for line in longer] == [base, base + ".0", base + ".1"]
        assert "Max-Age=0" in longer[0]
        server.lengthen_sessions(False)
        shorter = cookie_lines(client.get("/api/auth/session"))
        assert ["Max-Age=0" in line for line in shorter] == [True, True, False]
        assert client.get("/api/auth/session").json()["user"]


def test_stale_base_cookie_beside_chunks_makes_every_call_401(serve, client_of):
    server = serve(chunked_session=True)
    chunks = server.session_cookie()
    batch_id = server.create_batch()
    assert client_of(server, chunks).get(f"/api/creative/batches/{batch_id}").status_code == 200
    stale = client_of(server, f"{SESSION[False]}=stale; {chunks}")
    assert stale.get(f"/api/creative/batches/{batch_id}").status_code == 401


def test_ending_all_sessions_refuses_openings_but_leaves_open_streams(server, client):
    batch_id = server.create_batch(autostart=False)
    reader = client.stream(batch_id)
    assert reader.event()[1]["statusVersion"] == 1
    server.end_sessions()
    assert client.stream(batch_id).response.status == 401
    server.advance(batch_id, "RUNNING")
    assert reader.event()[1]["status"] == "RUNNING"
    assert client.get("/api/auth/session").json() == {}


def test_secret_is_in_no_repr(serve):
    assert "hunter2" not in repr(serve(code="hunter2").options)


def test_odd_cookies_do_not_hide_the_session():
    headers = httpx.Headers({"cookie": 'a=1; b="x y"; {c}=2; next-auth.session-token=t.s'})
    names = cookies_of(type("H", (), {"getlist": headers.get_list})())
    assert names["next-auth.session-token"] == "t.s"
