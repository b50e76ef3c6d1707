"""One exchange with an endpoint: a request out, a JSON object or a failure back.

The official client sends and authenticates. Around it stands what it leaves open: a limit on a
whole answer's time and size (its timeouts begin anew with every byte), no redirects, and no
proxy for this machine. Failures come back as values: the library's exceptions hold the request
with its key, and end here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import httpx2
import openai

from filmgen.engines.writer.endpoint import Endpoint

MOST_BYTES = 16_000_000
"""A scene is some 10 KB; what is larger is no answer."""
_CONNECT_S = 15.0

Trouble = Literal["refused", "unreachable", "timeout", "broken", "status", "not json", "too large"]


@dataclass(frozen=True)
class Failure:
    """Why there is no answer.

    Attributes:
        trouble: "refused": nobody listens. "unreachable": no such host, no route, no TLS.
            "timeout": no whole answer in time. "broken": the connection ended in the middle.
            "status": the server says no. "not json": an answer, but no JSON object.
        status: HTTP status, 0 without one.
        headers: of the response, lower case.
        body: its JSON, else None; `page`: it is HTML.
        words: the server's or the system's, as they came.
    """

    trouble: Trouble
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None
    page: bool = False
    words: str = ""


class Exchange:
    """A connection to one endpoint; safe for several threads at once."""

    def __init__(self, endpoint: Endpoint, timeout_s: float) -> None:
        # The client insists on a key, and takes one from the environment where it gets none.
        # Organisation and project go only where they mean something.
        left_out = [] if endpoint.key else ["Authorization"]
        if not endpoint.host.partition(":")[0].endswith("openai.com"):
            left_out += ["OpenAI-Organization", "OpenAI-Project"]
        self._client = openai.OpenAI(
            api_key=endpoint.key or "none",
            admin_api_key="",
            base_url=endpoint.url,
            max_retries=0,
            timeout=httpx2.Timeout(timeout_s, connect=min(_CONNECT_S, timeout_s)),
            default_headers={"Accept-Encoding": "identity"},
            http_client=_Bounded(
                timeout_s, left_out, follow_redirects=False, trust_env=not endpoint.here
            ),
        )

    def close(self) -> None:
        self._client.close()

    def chat(self, body: Mapping[str, Any]) -> dict[str, Any] | Failure:
        """POST /chat/completions."""
        return _tried(lambda: self._client.chat.completions.with_raw_response.create(**body))

    def models(self) -> tuple[str, ...]:
        """GET /models: what the endpoint offers; empty where it does not tell."""
        answer = _tried(self._client.models.with_raw_response.list)
        entries = answer.get("data") if isinstance(answer, dict) else None
        if not isinstance(entries, list):
            return ()
        return tuple(str(e["id"]) for e in entries if isinstance(e, dict) and "id" in e)


def _tried(send: Any) -> dict[str, Any] | Failure:
    try:
        response = send().http_response
    except openai.APIStatusError as error:
        return _of_status(error.response)
    except openai.APITimeoutError as error:
        if isinstance(error.__cause__, httpx2.ConnectTimeout):
            return Failure("unreachable", words="no connection in time")
        return Failure("timeout")
    except openai.APIConnectionError as error:
        return _of_connection(error.__cause__)
    except httpx2.HTTPError as error:  # while the body of a refusal was read
        return _of_connection(error)
    if response.status_code >= 300:
        return _of_status(response)
    answer = _json(response)
    if not isinstance(answer, dict):
        return Failure("not json", response.status_code, page=_is_page(response))
    return answer


def _of_status(response: Any) -> Failure:
    page = _is_page(response)
    return Failure(
        "status",
        response.status_code,
        {key.lower(): value for key, value in response.headers.items()},
        _json(response),
        page,
        "" if page else response.text[:2000],
    )


def _of_connection(cause: BaseException | None) -> Failure:
    words = " ".join(str(cause or "").split())
    if isinstance(cause, _TooLarge):
        return Failure("too large")
    if isinstance(cause, httpx2.TimeoutException):
        return Failure("timeout")
    if isinstance(cause, httpx2.ConnectError):
        refused = "refused" in words.lower() or "10061" in words
        return Failure("refused" if refused else "unreachable", words=words)
    return Failure("broken", words=words)


def _json(response: Any) -> Any:
    try:
        return json.loads(response.content)
    except (ValueError, RecursionError):
        return None


def _is_page(response: Any) -> bool:
    kind = response.headers.get("content-type", "")
    return "text/html" in kind or response.content[:200].lstrip().startswith(b"<")


class _TooLarge(httpx2.DecodingError):
    """A body without an end."""


class _Bounded(httpx2.Client):
    """A client whose responses, bodies included, come within a time and a size or not at all.

    Args:
        left_out: headers that are not sent.
    """

    def __init__(self, seconds: float, left_out: Sequence[str], **options: Any) -> None:
        super().__init__(**options)
        self._seconds, self._left_out = seconds, tuple(left_out)

    def send(self, request: httpx2.Request, *, stream: bool = False, **options: Any) -> Any:
        for name in self._left_out:
            request.headers.pop(name, None)
        deadline = time.monotonic() + self._seconds
        response = super().send(request, stream=True, **options)
        response.stream = _BoundedStream(response.stream, request, deadline)
        if not stream:
            try:
                response.read()
            except BaseException:
                response.close()
                raise
        return response


class _BoundedStream(httpx2.SyncByteStream):
    def __init__(self, inner: Any, request: httpx2.Request, deadline: float) -> None:
        self._inner, self._request, self._deadline = inner, request, deadline

    def __iter__(self) -> Iterator[bytes]:
        size = 0
        for block in self._inner:
            size += len(block)
            if size > MOST_BYTES:
                raise _TooLarge("the answer has no end", request=self._request)
            if time.monotonic() > self._deadline:
                raise httpx2.ReadTimeout("the answer is too slow", request=self._request)
            yield block

    def close(self) -> None:
        self._inner.close()
