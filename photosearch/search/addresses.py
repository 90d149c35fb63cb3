"""Which addresses of the internet a picture may come from: public ones alone.

What a web address leads to is not for whoever wrote it to choose: a name may stand for a machine in the
person's own network, and such machines answer whoever asks from inside.
"""

import ipaddress
from collections.abc import Callable

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Permitted = Callable[[Address], bool]

_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
# IPv6 addresses that stand for an IPv4 address, and where in the 128 bits that lies.
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet: not of this machine or network, no group of them, and
    none that is kept for other ends.
    """
    if isinstance(address, ipaddress.IPv4Address):
        return _is_plain(address)
    inner = _inside(address)
    if inner is not None:
        return _is_plain(inner)
    return address in _GLOBAL_UNICAST and address.scope_id is None and _is_plain(address)


def _inside(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    bits = int(address)
    if address in _MAPPED or address in _NAT64:
        return ipaddress.IPv4Address(bits & 0xFFFFFFFF)
    if address in _SIX_TO_FOUR:
        return ipaddress.IPv4Address((bits >> 80) & 0xFFFFFFFF)
    return None


def _is_plain(address: Address) -> bool:
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_loopback
        or address.is_link_local
        or address.is_unspecified
    )
