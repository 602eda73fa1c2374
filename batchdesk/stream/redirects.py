"""Where a redirect leads, and whether that is a page to sign in on."""

import re

import httpx

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SIGN_IN_PATH = re.compile(r"/(api/auth|sign[-_]?in|log[-_]?in|sso|saml2?|oauth2?|authorize)([/.]|$)", re.IGNORECASE)
_WAY_BACK = frozenset({"callbackUrl", "redirect_uri"})
"""How NextAuth and OAuth call the address to come back to."""


def redirect_target(response: httpx.Response) -> httpx.URL | None:
    """Where a redirect leads; None for any other answer, and for one that leads nowhere we could go.

    Raises httpx.InvalidURL.
    """
    location = response.headers.get("location")
    if response.status_code not in _REDIRECTS or not location:
        return None
    target = response.url.join(location)
    return target if target.scheme in ("http", "https") and target.host else None


def leads_to_sign_in(target: httpx.URL) -> bool:
    """Whether a redirect's target is a page to sign in on, here or at an identity provider."""
    return _SIGN_IN_PATH.search(target.path) is not None or not _WAY_BACK.isdisjoint(target.params)
