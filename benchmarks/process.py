"""A process that does as it is told, a line of JSON at a time: one side, and the other."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from benchmarks.scenes.targets import ROOT


class Process:
    """It has the models of Fireside, and runs ``module``, whose ``main`` calls ``obey``."""

    def __init__(self, module: str, environment: Mapping[str, str]):
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env={**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, task: str, **options: Any) -> Any:
        self.process.stdin.write(json.dumps({"do": task, **options}) + "\n")
        self.process.stdin.flush()
        if not (line := self.process.stdout.readline()):
            raise RuntimeError(f"The process that was to {task} has ended.")
        return json.loads(line)

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait()


@contextmanager
def process(module: str, environment: Mapping[str, str]) -> Iterator[Process]:
    started = Process(module, environment)
    try:
        yield started
    finally:
        started.stop()


def obey(worker: Any) -> None:
    """Call the methods of ``worker`` that the lines on stdin name, and answer each with a line."""
    for line in sys.stdin:
        command: dict[str, Any] = json.loads(line)
        answer = getattr(worker, command.pop("do"))(**command)
        print(json.dumps(answer), flush=True)
