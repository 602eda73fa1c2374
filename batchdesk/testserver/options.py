"""How an embedded server behaves, as values."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class ServerOptions:
    """How the server behaves. Times are seconds."""

    port: int = 0
    """0: a free one, kept across restarts."""
    look_seconds: float = 1.0
    """How often a stream looks at its batch; 0: it sees every change at once."""
    heartbeat_seconds: float = 30.0
    email: str = "operator@example.com"
    code: str = field(default="123456", repr=False)
    authjs: bool = False
    """Answers like Auth.js 5 instead of NextAuth 4."""
    chunked_session: bool = False
    """Session tokens are so long that their cookie is split."""
    lists: bool = True
    """Has the list of a merchant's batches, which the guide does not promise."""
    session_seconds: float = 30 * 86400
    queued_seconds: float = 1.0
    running_seconds: float = 4.0
