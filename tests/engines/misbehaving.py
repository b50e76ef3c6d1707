"""A real HTTP server on this machine that answers as an endpoint does, or in any way it should not.

Each request takes the next of `script`; when that is used up, `otherwise`. A step is a function
of the request's handler and JSON body, so that a test can say what exactly goes over the wire.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Step = Callable[["Handler", dict[str, Any]], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server  # type: ignore[assignment]

    def log_message(self, *_: Any) -> None:
        pass

    def do_GET(self) -> None:
        names = [{"id": name, "object": "model"} for name in self.server.models]
        self.send(200, json.dumps({"object": "list", "data": names}))

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        with self.server.lock:
            self.server.asked.append(body)
            self.server.headers.append({k.lower(): v for k, v in self.headers.items()})
            self.server.paths.append(self.path)
            step = self.server.script.pop(0) if self.server.script else self.server.otherwise
        step(self, body)

    def send(self, status: int, text: str, kind: str = "application/json", **headers: str) -> None:
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def hang_up(self) -> None:
        self.close_connection = True
        self.wfile.flush()
        self.connection.shutdown(socket.SHUT_RDWR)


class Server(ThreadingHTTPServer):
    """An endpoint on a free port, for a `with` block."""

    daemon_threads = True

    def __init__(self, *script: Step, otherwise: Step | None = None) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.script = list(script)
        self.otherwise = otherwise or said('{"line": "The lamp is lit."}')
        self.models = ("scribe-7b", "scribe-70b")
        self.lock = threading.Lock()
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.url = f"http://127.0.0.1:{self.server_port}/v1"

    def __enter__(self) -> Server:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self.shutdown()
        self.server_close()


def completion(text: str | None, finish: str | None = "stop", **message: Any) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": "scribe-7b",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, **message},
                "finish_reason": finish,
            }
        ],
        "usage": {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150},
    }


def said(text: str | None, finish: str | None = "stop", **message: Any) -> Step:
    """A proper completion."""
    return lambda handler, _: handler.send(200, json.dumps(completion(text, finish, **message)))


def raw(status: int, text: str, kind: str = "application/json", **headers: str) -> Step:
    return lambda handler, _: handler.send(status, text, kind, **headers)


def error(
    status: int, message: str, code: str = "", param: str | None = None, **headers: str
) -> Step:
    body = {"error": {"message": message, "type": "x", "code": code, "param": param}}
    return raw(status, json.dumps(body), **headers)


def page(status: int) -> Step:
    text = "<!DOCTYPE html>\n<html><body><h1>nginx says hello</h1></body></html>"
    return raw(status, text, "text/html; charset=utf-8")


def hang(seconds: float) -> Step:
    """Nothing at all for a while."""

    def step(handler: Handler, _: dict[str, Any]) -> None:
        time.sleep(seconds)
        handler.hang_up()

    return step


def break_off(handler: Handler, _: dict[str, Any]) -> None:
    """Half an answer of a promised length, then the connection is gone."""
    data = json.dumps(completion("The lamp")).encode()
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(data)))
    handler.end_headers()
    handler.wfile.write(data[: len(data) // 2])
    handler.hang_up()


def slam(handler: Handler, _: dict[str, Any]) -> None:
    """The connection is gone before a word."""
    handler.hang_up()


def drip(every_s: float, endless: bool = True) -> Step:
    """White space before the answer, a byte at a time, as gateways keep connections alive."""

    def step(handler: Handler, _: dict[str, Any]) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Connection", "close")
        handler.end_headers()
        try:
            for _count in range(400 if endless else 4):
                handler.wfile.write(b" ")
                handler.wfile.flush()
                time.sleep(every_s)
            handler.wfile.write(json.dumps(completion('{"line": "At last."}')).encode())
            handler.hang_up()
        except OSError:
            handler.close_connection = True

    return step


def flood(handler: Handler, _: dict[str, Any]) -> None:
    """An answer without an end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Connection", "close")
    handler.end_headers()
    try:
        for _count in range(400):
            handler.wfile.write(b"a" * 100_000)
    except OSError:
        pass
    handler.close_connection = True
