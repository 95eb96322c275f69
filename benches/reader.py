"""Who looks at a server while it is measured: one that asks again and again, and an open tab that is told to reload."""

import http.client
import os
import socket
import sys
import threading
import time
from base64 import b64encode
from urllib.parse import urlsplit

PAUSE = 0.002
"""Seconds between an answer and the next request, at least."""

PATIENCE = 120.0
"""Seconds after which an edit that is not served counts as lost."""


class Reader:
    """Asks for pages over one connection that is kept open."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.base = parts.netloc, parts.path.rstrip("/")
        self.connection = http.client.HTTPConnection(self.host, timeout=PATIENCE)
        self.asked = 0

    def get(self, path: str) -> tuple[int, bytes]:
        """Status and bytes of a page. A connection that the server has closed is opened once more."""
        self.asked += 1
        for attempt in (1, 2):
            try:
                self.connection.request("GET", self.base + path, headers={"Accept": "text/html"})
                answer = self.connection.getresponse()
                return answer.status, answer.read()
            except (http.client.HTTPException, ConnectionError):
                self.connection.close()
                if attempt == 2:
                    raise
        raise AssertionError("unreachable")

    def wait_for(self, path: str, words: bytes, begun: float) -> float:
        """Seconds since `begun` until a page holds the words. Asks no more than half of the time, so as to leave the
        processor to the server."""
        while True:
            asked = time.perf_counter()
            status, page = self.get(path)
            answered = time.perf_counter()
            if status == 200 and words in page:
                return answered - begun
            if answered - begun > PATIENCE:
                sys.exit(f"{path} does not show {words.decode()} after {PATIENCE:.0f} s")
            time.sleep(max(PAUSE, answered - asked))


class Tab:
    """An open tab: holds the connection over which the server says that a page has changed, and reads what comes."""

    def __init__(self, url: str, path: str, name: str) -> None:
        parts = urlsplit(url)
        self.socket = socket.create_connection((parts.hostname, parts.port))
        if name == "hugo":
            lines = [
                "GET /livereload?mindelay=10&v=2 HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket",
                "Sec-WebSocket-Version: 13", f"Sec-WebSocket-Key: {b64encode(os.urandom(16)).decode()}",
            ]
        else:
            lines = [f"GET /_ibid/events?path={path}&page=unknown HTTP/1.1", "Accept: text/event-stream"]
        lines.append(f"Host: {parts.netloc}")
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        answer = self.socket.recv(4096)
        if answer.split(b" ")[1] not in (b"101", b"200"):
            sys.exit(f"{name} refuses to tell of changes: {answer[:200]!r}")
        self.told = 0
        threading.Thread(target=self.read, daemon=True).start()

    def read(self) -> None:
        """Counts the bytes that come, until the connection ends."""
        try:
            while more := len(self.socket.recv(1 << 16)):
                self.told += more
        except OSError:
            pass

    def close(self) -> None:
        self.socket.close()
