"""How long `import kg` and the command line take to start, next to Python alone.

Run from anywhere, with the project installed: python benchmarks/start_up.py
Prints medians; a machine that is busy with other things shows in all of them,
so the ratio to Python alone says more than the seconds.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from statistics import median

RUNS = 10
SCRIPT = str(Path(sysconfig.get_path("scripts")) / "paperkg")
COMMANDS: dict[str, tuple[list[str], float | None]] = {
    "python -c pass": ([sys.executable, "-c", "pass"], None),
    "import kg": ([sys.executable, "-c", "import kg"], 0.3),
    "paperkg --help": ([SCRIPT, "--help"], 0.7),
}


def seconds(command: list[str]) -> float:
    """The median time of a command; the first run, which fills the caches, is not counted."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - start)
    return median(times[1:])


def main() -> None:
    """Measure and print, with the target of each where there is one."""
    measured = {name: seconds(command) for name, (command, _) in COMMANDS.items()}
    bare = measured["python -c pass"]
    for name, value in measured.items():
        target = COMMANDS[name][1]
        aim = "" if target is None else f"   target {target:.1f} s"
        print(f"{name:<16}{value:7.3f} s{value / bare:7.1f} x{aim}")


if __name__ == "__main__":
    main()
