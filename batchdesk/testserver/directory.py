"""Who there is: merchants, users, and which user may see which merchant.

Fixed when the server starts. Knows nothing of batches or sessions.
"""

import hmac
from dataclasses import dataclass, field

ADMIN = "ADMIN"
OPERATOR = "OPERATOR"
ADMIN_EMAIL = "admin@example.com"


@dataclass(frozen=True, slots=True)
class Merchant:
    """One whose copies are generated."""

    id: str
    name: str


MERCHANTS = (
    Merchant("cmmerchant0qingshantea00a", "青山茶业"),
    Merchant("cmmerchant0northwindout0b", "Northwind Outdoor"),
    Merchant("cmmerchant0xinghehome000c", "星河家居"),
    Merchant("cmmerchant0riversidebak0d", "Riverside Bakery"),
    Merchant("cmmerchant0yunjimeizhua0e", "云集美妆"),
)
FORBIDDEN_MERCHANT = Merchant("cmmerchant0privatelabel0z", "Private Label · 内部")
"""The operator is no member of this one; an ADMIN sees its batches."""

DEFAULT_MERCHANT = MERCHANTS[0].id


@dataclass(frozen=True, slots=True)
class User:
    """One who may sign in."""

    id: str
    name: str
    email: str
    role: str
    merchant_ids: frozenset[str]

    def may_see(self, merchant_id: str) -> bool:
        """Members see their merchants, an ADMIN sees all."""
        return self.role == ADMIN or merchant_id in self.merchant_ids


@dataclass(slots=True)
class Directory:
    """All merchants and users of one server."""

    operator_email: str
    code: str = field(repr=False)
    merchants: tuple[Merchant, ...] = (*MERCHANTS, FORBIDDEN_MERCHANT)
    _users: dict[str, User] = field(init=False)

    def __post_init__(self) -> None:
        memberships = frozenset(merchant.id for merchant in MERCHANTS)
        operator = User("cmuser000000000operator00", "运营 Operator", self.operator_email, OPERATOR, memberships)
        admin = User("cmuser000000000admin00000", "Admin", ADMIN_EMAIL, ADMIN, frozenset())
        self._users = {user.email.lower(): user for user in (admin, operator)}

    @property
    def operator(self) -> User:
        return self._users[self.operator_email.lower()]

    def sign_in(self, email: str, code: str) -> User | None:
        """The user of this e-mail address when the code is right; every user has the same code."""
        user = self._users.get(email.strip().lower())
        right = hmac.compare_digest(code.encode(), self.code.encode())
        return user if right else None

    def user(self, user_id: str) -> User | None:
        return next((user for user in self._users.values() if user.id == user_id), None)

    def merchant(self, merchant_id: str) -> Merchant | None:
        return next((merchant for merchant in self.merchants if merchant.id == merchant_id), None)
