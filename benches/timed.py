"""Runs a program to its end and prints what it took, as JSON: `python3 timed.py LOG COMMAND…`.

A process of its own, since a program's peak memory counts as at least that of the process which began it.
"""

import json
import os
import subprocess
import sys
import time


def main(log: str, *command: str) -> None:
    with open(log, "wb") as output:
        begun = time.perf_counter()
        child = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - begun
        child.returncode = os.waitstatus_to_exitcode(status)
    took = {"wall": wall, "cpu": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss * 1024 / 1e6}
    print(json.dumps({"code": child.returncode, "took": took}))


if __name__ == "__main__":
    main(*sys.argv[1:])
