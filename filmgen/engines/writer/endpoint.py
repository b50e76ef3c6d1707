"""Where an endpoint is and which key it gets: base URL, host for people, the key's guard.

The key stays in the environment and in the one object that sends it. It goes only to the host
that was named (redirects are never followed), in clear text to nobody but this machine or where
the user named the variable for it, and is struck out of everything that comes back.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from filmgen.errors import ConfigError, EngineUnavailable

DEFAULT_KEY_ENV = "OPENAI_API_KEY"
_STRUCK = "[key]"
_SHORTEST_STRUCK = 8
"""Local servers take any word for a key; "none" or "ollama" is nothing to strike out of a scene."""


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible endpoint.

    Attributes:
        url: base URL without a slash at its end.
        host: "api.example.org:443".
        here: the host is this machine; nothing leaves it.
        key: "" where none is sent. Never printed, not even by `repr`.
        key_env: the variable that the key comes from, or would.
        held_back: there is a key, but the address is plain http: it was not sent.
    """

    url: str
    host: str
    here: bool
    key: str = field(repr=False, compare=False)
    key_env: str
    held_back: bool = False

    def strike(self, text: str) -> str:
        """A text without the key, should a server have echoed it."""
        if len(self.key) < _SHORTEST_STRUCK:
            return text
        return text.replace(self.key, _STRUCK)


def find_endpoint(
    engine: str, base_url: str, key_env: str, environment: Mapping[str, str] = os.environ
) -> Endpoint:
    """The endpoint that options and environment name.

    Args:
        base_url: "" is `OPENAI_BASE_URL`; nothing else is assumed.
        key_env: "" is `OPENAI_API_KEY`, which is not sent over plain http to another machine.

    Raises:
        EngineUnavailable: no endpoint is named, or the key cannot be one.
        ConfigError: the address is none, or carries a key.
    """
    option = f"engine_options.{engine}.base_url"
    url = (base_url or environment.get("OPENAI_BASE_URL", "")).strip().rstrip("/")
    if not url:
        raise EngineUnavailable(
            engine, "no endpoint is named; set OPENAI_BASE_URL, or `--set "
            f"{option}=http://localhost:11434/v1` (Ollama on this machine)"
        )  # fmt: skip
    named = option if base_url else "OPENAI_BASE_URL"
    try:
        parts = urlsplit(url)
        name, port = parts.hostname or "", parts.port
    except ValueError:
        parts, name, port = urlsplit(""), "", None
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise ConfigError(
            named, "an address carries no key or query; name the key's variable with "
            f"engine_options.{engine}.key_env"
        )  # fmt: skip
    if parts.scheme not in ("http", "https") or not name or any(c.isspace() for c in url):
        raise ConfigError(named, "no address of an endpoint; one is http://localhost:11434/v1")
    port = port or (443 if parts.scheme == "https" else 80)
    here = _is_here(name)
    key = environment.get(key_env or DEFAULT_KEY_ENV, "").strip()
    if not all("!" <= c <= "~" for c in key):
        raise EngineUnavailable(
            engine, f"the key in {key_env or DEFAULT_KEY_ENV} has characters no key has; "
            "copy it again"
        )  # fmt: skip
    held_back = bool(key) and not key_env and parts.scheme == "http" and not here
    return Endpoint(
        url=url,
        host=f"[{name}]:{port}" if ":" in name else f"{name}:{port}",
        here=here,
        key="" if held_back else key,
        key_env=key_env or DEFAULT_KEY_ENV,
        held_back=held_back,
    )


def _is_here(name: str) -> bool:
    """Whether a host's name or address is this machine's own."""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_unspecified
