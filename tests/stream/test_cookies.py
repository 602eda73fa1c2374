"""Session cookies from answers and from what people paste."""

import pytest

from batchdesk.stream.cookies import SessionCookies, all_cookies, cookies_from_text

V4, V5 = "next-auth.session-token", "authjs.session-token"
TOKEN = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..QmFzZTY0-_x.yyy.zzz=="


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOKEN, {V4: TOKEN, V5: TOKEN}),
        (f'  "{TOKEN}"\n', {V4: TOKEN, V5: TOKEN}),
        (f"{TOKEN[:20]}\n{TOKEN[20:]}", {V4: TOKEN, V5: TOKEN}),
        (f"{V4}={TOKEN}", {V4: TOKEN}),
        (f"{V5}={TOKEN};", {V5: TOKEN}),
        (f"Cookie: theme=dark; __Secure-{V4}={TOKEN}; other=1", {f"__Secure-{V4}": TOKEN}),
        (f"cookie: {V4}.1=bb; {V4}.0=aa", {f"{V4}.0": "aa", f"{V4}.1": "bb"}),
        (f"{V4}.0=aa\n{V4}.1=bb\n", {f"{V4}.0": "aa", f"{V4}.1": "bb"}),
        (f"{V4}=stale; {V4}.0=aa; {V4}.1=bb", {f"{V4}.0": "aa", f"{V4}.1": "bb"}),
        (f"{V4}\t{TOKEN}\texample.com\t/\tSession", {V4: TOKEN}),
        (f'{V4}: "{TOKEN}"', {V4: TOKEN}),
        (f'{V4}:"{TOKEN}"', {V4: TOKEN}),
        (f'[{{"name":"{V4}","value":"{TOKEN}","path":"/"}}]', {V4: TOKEN}),
        (f'{{"{V4}": "{TOKEN}"}}', {V4: TOKEN}),
        (f"curl 'https://example.com' -H 'cookie: a=b; {V4}={TOKEN}'", {V4: TOKEN}),
        (f"Set-Cookie: {V4}={TOKEN}; Path=/; HttpOnly; SameSite=Lax", {V4: TOKEN}),
        ("theme=dark; next-auth.csrf-token=abc%7Cdef", {}),
        ("", {}),
        ("   \n", {}),
        ("two words, 中文", {}),
        (f"{V4}=", {}),
    ],
)
def test_pasted(text: str, expected: dict[str, str]) -> None:
    assert dict(cookies_from_text(text, encrypted=False).values) == expected


def test_a_value_alone_has_the_prefix_of_an_encrypted_server() -> None:
    found = cookies_from_text(TOKEN, encrypted=True)
    assert set(found.values) == {f"__Secure-{V4}", f"__Secure-{V5}"}


def test_chunks_go_out_in_their_order() -> None:
    many = SessionCookies({f"{V4}.{number}": str(number) for number in (10, 2, 0, 1)})
    assert many.header() == f"{V4}.0=0; {V4}.1=1; {V4}.2=2; {V4}.10=10"


@pytest.mark.parametrize(
    ("before", "lines", "after"),
    [
        ({V4: "old"}, [f"{V4}=new; Path=/; Expires=Fri, 01 Jan 2038 00:00:00 GMT; HttpOnly"], {V4: "new"}),
        ({V4: "old"}, ["theme=dark; Path=/"], {V4: "old"}),
        ({V4: "old"}, [], {V4: "old"}),
        ({V4: "old"}, [f"{V4}=; Max-Age=0", f"{V4}.0=a", f"{V4}.1=b"], {f"{V4}.0": "a", f"{V4}.1": "b"}),
        ({V4: "old"}, [f"{V4}.0=a", f"{V4}.1=b"], {f"{V4}.0": "a", f"{V4}.1": "b"}),
        ({f"{V4}.0": "a", f"{V4}.1": "b"}, [f"{V4}=short", f"{V4}.0=; Max-Age=0", f"{V4}.1=; Max-Age=0"],
         {V4: "short"}),
        ({f"{V4}.0": "a", f"{V4}.1": "b", f"{V4}.2": "c"}, [f"{V4}.0=x", f"{V4}.1=y"],
         {f"{V4}.0": "x", f"{V4}.1": "y"}),
        ({V4: "old"}, [f"{V4}=deleted; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], {}),
        ({V4: "old"}, [f"{V4}=; Path=/"], {}),
        ({V4: "pasted", V5: "pasted"}, [f"{V5}=rolled"], {V5: "rolled"}),
        ({V4: "old"}, [f"{V4}=b\xe4d"], {}),
    ],
)  # fmt: skip
def test_after_an_answer(before: dict[str, str], lines: list[str], after: dict[str, str]) -> None:
    assert dict(SessionCookies(before).after_reply(lines).values) == after


def test_all_cookies_of_a_step() -> None:
    lines = ["next-auth.csrf-token=abc%7Cdef; Path=/; HttpOnly", "gone=x; max-age=0", "other=1"]
    assert all_cookies(lines) == "next-auth.csrf-token=abc%7Cdef; other=1"


def test_values_are_never_shown() -> None:
    assert "secret" not in repr(SessionCookies({V4: "secret"}))
