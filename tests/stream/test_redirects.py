"""Which redirect leads to a page to sign in on: the session has ended, and following it would bring a page."""

import httpx
import pytest

from batchdesk.stream.redirects import leads_to_sign_in, redirect_target

ASKED = httpx.Request("GET", "https://desk.example/api/creative/batches/a/events")


@pytest.mark.parametrize(
    "target",
    [
        "/api/auth/signin?callbackUrl=%2Fx",
        "/login",
        "/zh/Login/",
        "/login.html",
        "/users/sign_in",
        "/sign-in?from=x",
        "/sso/start",
        "/anywhere?callbackUrl=/x",
        "https://accounts.example/o/oauth2/v2/auth?client_id=1",
        "https://id.example/oauth/authorize",
        "https://id.example/realms/a?redirect_uri=https%3A%2F%2Fdesk.example",
        "https://id.example/saml2/start",
    ],
)
def test_a_page_to_sign_in_on(target: str) -> None:
    assert leads_to_sign_in(ASKED.url.join(target))


@pytest.mark.parametrize(
    "target",
    [
        "/moved/api/creative/batches/a/events",
        "/api/creative/batches/login-7/events",
        "/blogin",
        "/?q=login",
        "/authors",
    ],
)
def test_another_address(target: str) -> None:
    assert not leads_to_sign_in(ASKED.url.join(target))


@pytest.mark.parametrize(
    ("status", "location", "leads"),
    [
        (307, "//other.example/x", "https://other.example/x"),
        (308, "../b/events?page=1", "https://desk.example/api/creative/batches/b/events?page=1"),
        (300, "/x", None),
        (304, "/x", None),
        (302, "", None),
        (302, "file:///etc/passwd", None),
    ],
)
def test_where_a_redirect_leads(status: int, location: str, leads: str | None) -> None:
    target = redirect_target(httpx.Response(status, headers={"location": location}, request=ASKED))
    assert (target and str(target)) == leads
