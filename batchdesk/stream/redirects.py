"""Where a redirect leads, and whether that is a page to sign in on."""

import re

import httpx

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SIGN_IN_PATH = re.compile(r"/(api/auth|sign-?in|log-?in|sso)(/|$)", re.IGNORECASE)


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
    """Whether a redirect's target is a page to sign in on: NextAuth's own, or one told where to come back to."""
    return _SIGN_IN_PATH.search(target.path) is not None or "callbackUrl" in target.params
