"""Work for every core: processes with Django in them, and connections to the database of their own."""

import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor

import django


def pool(workers):
    """An executor of so many processes. They begin fresh: a copy of this one would share its connections."""
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _begin():
    threading.Thread(target=_end_with_parent, daemon=True).start()
    django.setup()


def _end_with_parent():
    """Without this, a process whose parent was killed would wait for work for ever."""
    multiprocessing.parent_process().join()
    os._exit(1)
