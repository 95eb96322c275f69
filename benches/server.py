"""A server that is measured: how it is started, how much memory it holds, when it is at rest."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from reader import PATIENCE, Reader, Tab

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Memory:
    """MB (10^6 bytes): what of the process lies in memory, its share of it, and the most that ever lay there."""

    resident: float
    share: float
    peak: float


class Server:
    """A running server."""

    def __init__(self, name: str, command: list[str], log: Path, first: str) -> None:
        self.name, self.log = name, log
        begun = time.perf_counter()
        with log.open("wb") as output:
            self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
        try:
            self.url = self.address()
            self.reader = Reader(self.url)
            while self.reader.get(first)[0] != 200:
                if time.perf_counter() - begun > PATIENCE:
                    self.fail(f"does not serve {first}")
                time.sleep(0.002)
            self.start = time.perf_counter() - begun
            self.tab = Tab(self.url, first, name)
        except BaseException:
            self.child.kill()
            raise

    def address(self) -> str:
        """The address that the server says it listens at."""
        while True:
            found = re.search(r"https?://(127\.0\.0\.1|localhost)[:/][^\s\x1b]*", self.log.read_text(errors="replace"))
            if found and found.end() < found.endpos:
                return found[0].replace("localhost", "127.0.0.1")
            if self.child.poll() is not None:
                self.fail("did not start")
            time.sleep(0.002)

    def fail(self, what: str) -> None:
        sys.exit(f"{self.name} {what}:\n{self.log.read_text(errors='replace')[-4000:]}")

    def memory(self) -> Memory:
        status = dict(line.split(":", 1) for line in self.proc("status").splitlines())
        share = re.search(r"^Pss:\s+(\d+)", self.proc("smaps_rollup"), re.MULTILINE)
        kilobytes = (int(status["VmRSS"].split()[0]), int(share[1]) if share else 0, int(status["VmHWM"].split()[0]))
        return Memory(*(amount * 1024 / 1e6 for amount in kilobytes))

    def processor_time(self) -> float:
        """Seconds of processor time so far, of all threads."""
        fields = self.proc("stat").rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICK

    def rest(self, most: float = 60.0) -> None:
        """Waits until the server does next to nothing: what it does behind an edit must not slow the next one down."""
        ends = time.perf_counter() + most
        before = self.processor_time()
        while time.perf_counter() < ends:
            time.sleep(0.25)
            now = self.processor_time()
            if now - before <= 2 / TICK:
                return
            before = now

    def proc(self, name: str) -> str:
        if self.child.poll() is not None:
            self.fail("ended")
        return Path(f"/proc/{self.child.pid}/{name}").read_text()

    def stop(self) -> None:
        """Ends the server as Ctrl-C does."""
        self.tab.close()
        self.child.send_signal(signal.SIGINT)
        try:
            self.child.wait(10)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()


def command(name: str, program: Path, root: Path) -> list[str]:
    """Starts a server with what it does by itself: watching and reloading. The output lies in memory."""
    if name == "ibid":
        return [str(program), "serve", "--root", str(root), "--config", "builtin.toml", "--port", "0"]
    options = ["--noBuildLock", "--renderToMemory", "--cacheDir", str(root.parent / "hugo-cache")]
    return [str(program), "server", "--source", str(root), "--bind", "127.0.0.1", *options]
