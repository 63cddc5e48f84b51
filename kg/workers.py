"""Papers read by several processes at once; what is found does not depend on how many."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice

from kg.processes import end_with_parent
from ontology.errors import LibraryError
from ontology.records import Extraction, Paper

__all__ = ["available", "extract_in_processes"]

CHUNK = 16  # papers a process takes at a time
WORTH = 64  # papers for which a further process is worth its start
AHEAD = 3  # chunks a process that are given out before the first of them is taken
MOST = 61  # processes that a pool can have on Windows


def available() -> int:
    """How many processors this process may use.

    >>> available() >= 1
    True
    """
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _extract(papers: Sequence[Paper]) -> Iterator[Extraction]:
    from extractors.pipeline import extract

    return extract(papers)


def _extract_chunk(papers: Sequence[Paper]) -> list[Extraction]:
    return list(_extract(papers))


def _start() -> None:
    """Prepare a process: a Ctrl-C ends it without a word, and so does the end of its parent."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    end_with_parent()


def extract_in_processes(
    papers: Sequence[Paper], workers: int
) -> Generator[Extraction, None, None]:
    """Extract what papers say, in several processes.

    Args:
        papers: In any order.
        workers: Most processes to use; few papers get fewer.

    Yields:
        One extraction a paper, in the order given. Where the iteration is
        broken off, the processes end at once.

    Raises:
        LibraryError: If a process dies, for want of memory for instance.
    """
    used = min(workers, -(-len(papers) // WORTH), MOST)
    if used <= 1:
        yield from _extract(papers)
        return
    # Fresh processes: a fork would inherit the threads of the network in no good state.
    context = multiprocessing.get_context("spawn")
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(used, mp_context=context, initializer=_start)
    try:
        yield from _in_order(pool, papers, used)
    except BrokenProcessPool as error:
        msg = (
            f"a process that read papers died ({error}); try again with --workers 1, and in a "
            'script put the call under: if __name__ == "__main__":'
        )
        raise LibraryError(msg) from error
    except BaseException:
        for process in set(multiprocessing.active_children()) - others:
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _in_order(
    pool: ProcessPoolExecutor, papers: Sequence[Paper], workers: int
) -> Iterator[Extraction]:
    """Extractions in the order of the papers, with no more work given out than is soon done."""
    chunks = (papers[start : start + CHUNK] for start in range(0, len(papers), CHUNK))
    ahead = deque(pool.submit(_extract_chunk, chunk) for chunk in islice(chunks, AHEAD * workers))
    while ahead:
        yield from ahead.popleft().result()
        ahead.extend(pool.submit(_extract_chunk, chunk) for chunk in islice(chunks, 1))
