"""What an endpoint's failures mean: is another try worth it, and what does the user do now."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from filmgen.engines.writer.endpoint import Endpoint
from filmgen.engines.writer.exchange import Failure

_WORDS_SHOWN = 160
_MODELS_SHOWN = 4
_TOO_LONG = re.compile(
    r"context[ _](length|size|window)|maximum context|exceed_context|too many (input )?tokens|"
    r"prompt is too long|input is too long|maximum.{0,20}tokens", re.IGNORECASE
)  # fmt: skip
_NO_MODEL = re.compile(r"model.{0,60}(not|n't|no such|unknown)|(no|unknown|invalid) model", re.I)
_NO_MONEY = re.compile(r"insufficient|quota|billing|credit|balance", re.IGNORECASE)


@dataclass(frozen=True)
class Verdict:
    """A failure in one line.

    Attributes:
        line: what, host, way out; ready for the user.
        tries: how often the request may be made in all; 1 is never again.
        hopeless: every other request would fail as well.
        of_request: the server refuses the request's own form (see `Dialect.learnt`).
    """

    line: str
    tries: int = 1
    hopeless: bool = False
    of_request: bool = False


@dataclass(frozen=True)
class Judge:
    """Knows what was asked of whom.

    Attributes:
        tries: for what may pass by itself.
        reached: this endpoint has answered properly before, in this session.
        models: names what the endpoint offers, when a model is unknown.
    """

    endpoint: Endpoint
    model: str
    timeout_s: float
    tries: int
    reached: bool
    models: Callable[[], tuple[str, ...]]

    def verdict(self, failure: Failure) -> Verdict:
        """What a failure means."""
        host, trouble = self.endpoint.host, failure.trouble
        if trouble == "refused":
            return self._away(
                f"nothing answers at {host}; start the server there, or set "
                "engine_options.openai.base_url"
            )
        if trouble == "unreachable":
            words = self.cleaned(failure.words)
            return self._away(f"{host} cannot be reached ({words}); check the address and network")
        if trouble == "timeout":
            return Verdict(
                f"{host} gave no whole answer in {self.timeout_s:g} s; run again to go on, or "
                "raise engine_options.openai.timeout_s", min(self.tries, 2)
            )  # fmt: skip
        if trouble == "broken":
            return Verdict(
                f"{host} broke off in the middle of its answer; run again to go on", self.tries
            )
        if trouble == "too large":
            return Verdict(f"{host} sends an answer without an end; is it a language model?")
        if trouble == "not json":
            return self._not_json(failure)
        return self._status(failure)

    def _away(self, line: str) -> Verdict:
        """Nobody is there: waited for only if somebody was there before."""
        return Verdict(line, self.tries if self.reached else 1, hopeless=True)

    def _not_json(self, failure: Failure) -> Verdict:
        host = self.endpoint.host
        if not failure.page:
            return Verdict(
                f"{host} answered with broken JSON; run again to go on", self.tries
            )  # fmt: skip
        line = (
            f"{host} answers with a web page, not as an API; engine_options.openai.base_url "
            "usually ends with /v1"
        )
        return Verdict(line, self.tries if self.reached else 1, hopeless=not self.reached)

    def _status(self, failure: Failure) -> Verdict:
        host, status = self.endpoint.host, failure.status
        said = said_by(failure.body) or ("" if failure.page else failure.words)
        words = self.cleaned(said)
        quoted = f" ({words})" if words else ""
        if status in (401, 403):
            return Verdict(f"{host} {self._key_trouble(status)}", hopeless=True)
        if status == 402 or (status == 429 and _NO_MONEY.search(said)):
            return Verdict(f"{host} wants to be paid{quoted}; see your account there", 1, True)
        if status == 413 or (status in (400, 422, 500) and _TOO_LONG.search(said)):
            return Verdict(
                f"the prompt is longer than {self.model} at {host} takes{quoted}; give it less of "
                "the script, or set engine_options.openai.context to what the model takes"
            )
        if 300 <= status < 400:
            return Verdict(
                f"{host} sends requests on to another address, which is not followed; set "
                "engine_options.openai.base_url to where it really is", hopeless=True
            )  # fmt: skip
        if status in (404, 405, 501) or (status == 400 and _NO_MODEL.search(said)):
            return Verdict(f"{host} {self._not_found(failure, said)}", hopeless=True)
        if status in (400, 415, 422):
            return Verdict(f"{host} refuses the request{quoted}", of_request=True)
        if status == 429:
            return Verdict(
                f"{host} has had too many requests (429); run again later to go on", self.tries
            )
        if status in (408, 409, 425) or status >= 500:
            return Verdict(
                f"{host} failed with {status}{quoted}; run again to go on", self.tries
            )  # fmt: skip
        return Verdict(f"{host} answers with status {status}{quoted}")

    def _key_trouble(self, status: int) -> str:
        name = self.endpoint.key_env
        if self.endpoint.held_back:
            return (
                f"wants a key ({status}); the one in {name} does not go over plain http unless "
                f"engine_options.openai.key_env={name} says so"
            )
        if not self.endpoint.key:
            return f"wants a key ({status}); put it into the environment as {name}"
        return f"does not take the key in {name} ({status}); set it anew"

    def _not_found(self, failure: Failure, said: str) -> str:
        if not _NO_MODEL.search(said) and not isinstance(failure.body, dict):
            return "has no chat there; engine_options.openai.base_url usually ends with /v1"
        known = self.models()
        if self.model in known:
            return f"refuses {self.model} for chat ({self.cleaned(said)}); name another --model"
        near = difflib.get_close_matches(self.model, known, _MODELS_SHOWN, 0.4)
        shown = [self.cleaned(name) for name in near or known[:_MODELS_SHOWN]]
        there = f" (it has {', '.join(shown)})" if shown else ""
        return f"does not know the model {self.model}; name one of its own with --model{there}"

    def cleaned(self, words: str) -> str:
        """A server's words in one short line, nothing in them that a terminal would obey."""
        struck = self.endpoint.strike(words)
        plain = " ".join("".join(c if c.isprintable() else " " for c in struck).split())
        return plain if len(plain) <= _WORDS_SHOWN else plain[: _WORDS_SHOWN - 1] + "…"


def said_by(body: Any) -> str:
    """The words of an error's JSON, in any of the ways servers put them."""
    if isinstance(body, dict):
        for key in ("error", "message", "detail", "msg", "error_message"):
            if body.get(key):
                return said_by(body[key])
        return ""
    if isinstance(body, list):
        return "; ".join(filter(None, (said_by(item) for item in body[:3])))
    return body if isinstance(body, str) else ""


def param_of(body: Any) -> str:
    """The parameter that an error's JSON names; "" if none."""
    error = body.get("error") if isinstance(body, dict) else None
    param = error.get("param") if isinstance(error, dict) else None
    return param if isinstance(param, str) else ""
