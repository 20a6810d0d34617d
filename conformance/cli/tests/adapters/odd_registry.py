#!/usr/bin/env python3
"""The template's registry behind an adapter that is hostile or makes one of the usual mistakes.

Usage: odd_registry.py MODE [ARGUMENT...]
"""

import itertools
import os
import sys
import threading
import time
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "template"))
import adapter  # noqa: E402 (it is found only now)
import registry  # noqa: E402

HOSTILE_TEXT = "\x1b[31mred\x1b[2J \u202etxt.exe \0 <b>&\"'\r\n::error::"
COUNT = itertools.count(1)
claim = dict(registry.CLAIM)
record = registry.Run.record


def die(words="last output: the stone register is full"):
    print(words, file=sys.stderr, flush=True)
    os._exit(3)


def changed(change):
    """A program's records, after a change."""

    def run(program):
        records = registry.run(program)
        return change(records) or records

    return run


def run_one_by_one(program):
    this = registry.Run(program)
    parts = [program.get("before", []), *program.get("threads", []), program.get("after", [])]
    before, *threads, after = [[this.record(call) for call in calls] for calls in parts]
    return {"before": before, "threads": threads, "after": after}


def kept(calls=[]):
    """One registry for all programs."""
    init = registry.Calls.__init__

    def once(self, names):
        init(self, names)
        calls.append(self.registry)
        self.registry = calls[0]

    registry.Calls.__init__ = once


def recorded(change):
    """Each record, after a change."""
    registry.Run.record = lambda self, call: change(record(self, call), call) or record(self, call)


def counted_by_thread():
    tickets = {}

    def of_this_thread(self, call):
        self.tickets = tickets.setdefault(threading.get_ident(), itertools.count())
        return record(self, call)

    registry.Run.record = of_this_thread


def locked():
    lock = threading.Lock()

    def behind_it(self, call):
        with lock:
            return record(self, call)

    registry.Run.record = behind_it


def validating():
    text = registry.text
    registry.text = lambda name: text(name) if str(text(name)).strip().isascii() else None


def shouting():
    find_id = registry.Calls.find_id

    def found(self, id):
        seen = find_id(self, id)["found"]
        loud = {key: name.upper() for key, name in seen.items() if key == "built-in"}
        return {"found": dict(seen, **loud)}

    registry.Calls.find_id = found


def each_process():
    claim["afresh"] = "each-process"
    return lambda program: registry.run(program) if next(COUNT) == 1 else die()


def dies_at(last):
    return lambda program: die() if next(COUNT) == int(last) else registry.run(program)


def dies_at_unregister(program):
    if {"unregister": "week"} in program.get("before", []):
        die()
    return registry.run(program)


def slow(seconds):
    return lambda program: time.sleep(float(seconds)) or registry.run(program)


def twice():
    """Writes each history a second time, after the first has been read."""
    fdopen = os.fdopen

    class Twice:
        def __init__(self, *words):
            self.lines = fdopen(*words)
            self.flush = self.lines.flush

        def write(self, line):
            self.lines.write(line)
            if b'"ran"' in line:
                self.flush()
                time.sleep(0.05)
                self.lines.write(line)

    os.fdopen = Twice


def answer_to_names(result):
    return lambda: recorded(lambda it, call: [*it[:2], result] if call == "names" else it)


# Each makes its change, and returns the function that runs programs if it replaces it.
MODES = {
    "good": lambda: None,
    "silent": lambda: slow(3600),
    "slow": slow,
    "dies": lambda: lambda program: die(),
    "dies-at": dies_at,
    "dies-at-unregister": lambda: dies_at_unregister,
    "each-process": each_process,
    "one-record-less": lambda: changed(lambda records: records["before"].pop() and None),
    "one-thread-less": lambda: changed(lambda records: records["threads"].pop() and None),
    "backwards": lambda: recorded(lambda it, _: [it[1], it[0], it[2]]),
    "after-first": lambda: changed(
        lambda records: dict(records, after=[[0, 1, last[2]] for last in records["after"]])),
    "ended": lambda: changed(lambda records: dict(
        records, ended={"held": [], "dropped-while-held": [], "dropped": []})),
    "unknown-key": lambda: changed(lambda records: dict(records, note=1)),
    "list": lambda: changed(lambda records: [list(records.values())]),
    "bytes": answer_to_names({"names": [[109, 97, 114]]}),
    "broke": answer_to_names({"broke": HOSTILE_TEXT}),
    "another-answer": answer_to_names("done"),
    "no-backend": answer_to_names({"calendars": [{"backend": 99}]}),
    "many-names": answer_to_names({"names": [""] * 1000000}),
    "too-many-names": answer_to_names({"names": ["name"] * 1000000}),
    "twice": twice,
    "one-by-one": lambda: run_one_by_one,
    "kept": kept,
    "a-counter-a-thread": counted_by_thread,
    "locked": locked,
    "validates": validating,
    "shouts": shouting,
    "contradictory": lambda: claim.update({"built-in": [["julian"], ["JULIAN"]]}),
}

run = MODES[sys.argv[1]](*sys.argv[2:]) or registry.run
sys.setswitchinterval(1e-5)
adapter.serve("odd", "1.0.0", [], registry=(claim, run))
