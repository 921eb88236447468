#!/usr/bin/python3
"""Runs the stand-in's own tests, side by side: all of checks/, or the modules given by name."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent


def run(module: str) -> int:
    """One module in a process of its own; its report comes out in one piece."""
    ended = subprocess.run([sys.executable, "-Bm", "unittest", f"checks.{module}"], cwd=HERE,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    print(f"{module}: {ended.stdout.strip()}\n", flush=True)
    return ended.returncode


def main() -> int:
    modules = sys.argv[1:] or sorted(path.stem for path in HERE.glob("checks/test_*.py"))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return 1 if any(list(pool.map(run, modules))) else 0


if __name__ == "__main__":
    sys.exit(main())
