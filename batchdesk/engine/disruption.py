"""Notices what kills sockets without telling them: a sleep of the machine, and a network that came, went or changed."""

import asyncio
import socket
import time
from collections.abc import Callable

from msgspec import Struct

TICK_SECONDS = 1.0

SLEPT_SECONDS = 5.0
"""A tick later than this by the wall clock means sleep (or a clock set forward, for which a reconnect does no harm).

The wall clock, because a monotonic one stops during sleep on Linux and macOS and runs on under Windows.
"""

_ELSEWHERE = (("192.0.2.1", 9), ("2001:db8::1", 9))
"""Addresses that stand for 'not here' (RFC 5737, RFC 3849)."""


class Disruption(Struct, frozen=True):
    """What has happened since the last look."""

    slept: bool
    network_is_up: bool


def local_addresses() -> tuple[str | None, ...]:
    """The addresses this machine would reach others from, IPv4 and IPv6; None where there is no way out.

    Asks the system's routes only: connecting a datagram socket sends nothing.
    """
    return tuple(_source_address(address) for address in _ELSEWHERE)


async def tell_of_disruptions(
    on_disruption: Callable[[Disruption], None],
    wall_clock: Callable[[], float] = time.time,
    addresses: Callable[[], tuple[str | None, ...]] = local_addresses,
) -> None:
    """Look once a TICK_SECONDS, until cancelled, and tell of each sleep and each change of the network."""
    last_look, last_addresses = wall_clock(), addresses()
    while True:
        await asyncio.sleep(TICK_SECONDS)
        look, here = wall_clock(), addresses()
        slept = look - last_look > TICK_SECONDS + SLEPT_SECONDS
        if slept or here != last_addresses:
            on_disruption(Disruption(slept=slept, network_is_up=any(here)))
        last_look, last_addresses = look, here


def _source_address(destination: tuple[str, int]) -> str | None:
    family = socket.AF_INET6 if ":" in destination[0] else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as datagram:
            datagram.connect(destination)
            return str(datagram.getsockname()[0])
    except OSError:
        return None
