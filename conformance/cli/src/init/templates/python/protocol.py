"""The protocol of calproof, version 1: one JSON object a line. Nothing in here needs a change."""

import itertools
import json
import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor


class Refused(Exception):
    """Raised when the library refuses, with a reason that the protocol lists."""


UNSUPPORTED = "unsupported"


def serve(name, version, calendars, registry=None):
    """Sends the hello line, then answers each line until the input ends.

    `registry` is what hello declares about one, and the class of its calls.
    """
    sys.setswitchinterval(1e-5)  # threads switch often, or calls would never overlap
    lines = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # output of the library goes to standard error

    def write(message):
        lines.write(json.dumps(message, separators=(",", ":")).encode() + b"\n")
        lines.flush()

    claims = [dict(calendar, answers=list(calendar["answers"])) for calendar in calendars]
    hello = {"protocol": 1, "name": name, "version": version, "integers": "i64"}
    claim = {"registry": registry[0]} if registry else {}
    write({"hello": dict(hello, calendars=claims, **claim)})
    functions = {calendar["id"]: calendar["answers"] for calendar in calendars}
    for line in sys.stdin.buffer:
        question = json.loads(line)
        if registry and set(question) == {"id", "run"}:
            write({"id": question["id"], "ran": run(registry[1], question["run"])})
            continue
        if set(question) != {"id", "ask", "calendar", "of"}:
            sys.exit("this is no question")
        function = functions[question["calendar"]][question["ask"]]
        write({"id": question["id"], "got": [asked(function, item) for item in question["of"]]})


def asked(function, item):
    return result(function, item if isinstance(item, list) else [item])


def result(function, operands):
    """The function's result, or why there is none."""
    try:
        return function(*operands)
    except Refused as refused:
        return {"no": str(refused)}
    except Exception as error:
        words = "{}: {}".format(type(error).__name__, error)[:200]
        return {"broke": words.encode("utf-8", "replace").decode()}


def run(registry, program):
    """The records of the calls before the threads, of the threads, and of the calls after them."""
    this, threads = Run(registry, program), program.get("threads", [])
    start = threading.Barrier(len(threads) or 1)

    def thread(calls):
        start.wait()  # all start at once
        return this.sequence(calls)

    before = this.sequence(program.get("before", []))
    with ThreadPoolExecutor(len(threads) or 1) as pool:
        ran = list(pool.map(thread, threads))
    return {"before": before, "threads": ran, "after": this.sequence(program.get("after", []))}


class Run:
    """A running program: its calls, its ticket counter, and the ids that it registered."""

    def __init__(self, registry, program):
        self.names = [text(backend["name"]) for backend in program.get("backends", [])]
        self.calls, self.tickets, self.ids = registry(self.names), itertools.count(), {}

    def sequence(self, calls):
        return [self.record(call) for call in calls]

    def record(self, call):
        """Makes the call between two tickets; `next` is atomic, so each ticket is unique."""
        function, operands = self.read(call)
        called = next(self.tickets)
        said = result(function, operands)
        record = [called, next(self.tickets), said]
        if isinstance(said, dict) and "registered" in said:
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
    raise Refused(UNSUPPORTED)
