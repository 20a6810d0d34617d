#!/usr/bin/env python3
"""A complete adapter for a registry: copy it with adapter.py and change the part marked YOURS.

The registry in it is an example: a dictionary of names, behind a lock.
"""

import itertools
import string
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import adapter
from adapter import Refused

# ---- YOURS: the registry, or calls of your library ----------------------------------------------

BUILT_IN = [["gregorian", "gregory"], ["julian"]]  # all names of each calendar, the main one first
CLAIM = {
    "profile": {
        "folding": "ascii", "clash": "reject-whole", "built-ins": "protected",
        "same-backend": "refused", "empty-name": "refused", "name-limit": "none",
        "unknown-name": "refused", "open": "register", "population": "eager",
        "listing-names": "snapshot", "ids": "unique", "threads": "safe", "shutdown": "none",
    },
    "built-in": BUILT_IN, "afresh": "each-program",
}
FOLD = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class Calendar:
    def __init__(self, name):
        self.name = name


class Registry:
    def __init__(self):
        self.lock, self.calendars, self.owners = threading.Lock(), [], {}
        for first, *aliases in BUILT_IN:
            self.register(Calendar(first), aliases)

    def register(self, calendar, aliases):
        names = {name.translate(FOLD): name for name in [*aliases, calendar.name]}
        with self.lock:
            if "" in names:
                raise Refused("bad-name")
            if calendar in self.calendars:
                raise Refused("same-calendar")
            if not self.owners.keys().isdisjoint(names):
                raise Refused("taken")
            self.calendars.append(calendar)
            id = len(self.calendars)
            self.owners.update((key, (id, name)) for key, name in names.items())
        return id

    def find(self, name):
        with self.lock:
            if name.translate(FOLD) not in self.owners:
                raise Refused("not-found")
            return self.owners[name.translate(FOLD)][0]


class Calls:
    """The calls of a program on a fresh registry; calls without a function here are unsupported."""

    def __init__(self, names):
        self.registry, self.backends = Registry(), [Calendar(name) for name in names]

    def register(self, backend, aliases):
        return {"registered": {"id": self.registry.register(self.backends[backend], aliases)}}

    def find(self, name):
        return self.find_id(self.registry.find(name))

    def find_id(self, id):
        if not 1 <= id <= len(self.registry.calendars):
            raise Refused("not-found")
        calendar = self.registry.calendars[id - 1]
        ours = calendar in self.backends
        which = {"backend": self.backends.index(calendar)} if ours else {"built-in": calendar.name}
        return {"found": dict(which, id=id, name=calendar.name)}

    def names(self):
        with self.registry.lock:
            return {"names": [name for _, name in self.registry.owners.values()]}


# ---- The protocol: nothing from here on needs a change ------------------------------------------


class Run:
    """A running program: its calls, its ticket counter, and the ids that it registered."""

    def __init__(self, program):
        self.names = [text(backend["name"]) for backend in program.get("backends", [])]
        self.calls, self.tickets, self.ids = Calls(self.names), itertools.count(), {}

    def record(self, call):
        """Makes the call between two tickets; `next` is atomic, so each ticket is unique."""
        function, operands = self.read(call)
        called = next(self.tickets)
        said = adapter.result(function, operands)
        record = [called, next(self.tickets), said]
        if "registered" in said:
            self.ids[operands[0]] = said["registered"].get("id")
        return record

    def read(self, call):
        """The function that makes the call, and its arguments."""
        kind, operand = next(iter(call.items())) if isinstance(call, dict) else (call, None)
        if kind == "register":
            operands = [operand[0], [text(alias) for alias in operand[1]]]
            known = None not in operands[1] and self.names[operand[0]] is not None
        elif kind == "find-id-of":
            kind, operands = "find-id", [self.ids.get(operand)]
            known = None not in operands
        else:
            operands = [] if operand is None else [text(operand)]
            known = None not in operands
        function = getattr(self.calls, kind.replace("-", "_"), None)
        return (function if known and function else unsupported), operands


def text(name):
    """The name as a string; None if it is not UTF-8, which a `str` cannot hold."""
    try:
        return bytes.fromhex(name["hex"]).decode() if isinstance(name, dict) else name
    except UnicodeDecodeError:
        return None


def unsupported(*_):
    raise Refused("unsupported")


def run(program):
    """The records of the calls before the threads, of the threads, and of the calls after them."""
    this, threads = Run(program), program.get("threads", [])
    start = threading.Barrier(len(threads) or 1)

    def sequence(calls):
        return [this.record(call) for call in calls]

    def thread(calls):
        start.wait()  # all start at once
        return sequence(calls)

    records = {"before": sequence(program.get("before", []))}
    with ThreadPoolExecutor(len(threads) or 1) as pool:
        records["threads"] = list(pool.map(thread, threads))
    return dict(records, after=sequence(program.get("after", [])))


if __name__ == "__main__":
    sys.setswitchinterval(1e-5)  # threads switch often, or calls would never overlap
    adapter.serve(adapter.NAME, adapter.VERSION, adapter.CALENDARS, registry=(CLAIM, run))
