#!/usr/bin/env python3
"""A correct adapter for the Gregorian calendar, 1990 to 2030, that misbehaves on request.

Usage: hostile.py MODE [ARGUMENT...] [+ MODE [ARGUMENT...]]...

With a DAY it misbehaves at each question that asks for that day or for a date that is that day, be
it in a batch, alone or in a fresh process; without one at every question, if nothing else is said.
"""

import calendar
import datetime
import io
import json
import os
import signal
import subprocess
import sys
import time

# ---- What is right ------------------------------------------------------------------------------

YEARS = range(1990, 2031)
FIRST = datetime.date(YEARS[0], 1, 1).toordinal()
LAST = datetime.date(YEARS[-1], 12, 31).toordinal()


def check(number, promised):
    if number not in promised:
        raise ValueError("out-of-range")
    return number


def date_of(day):
    date = datetime.date.fromordinal(check(day, range(FIRST, LAST + 1)))
    return [date.year, date.month, date.day]


def days_in_month(year, month):
    check(year, YEARS)
    if month not in range(1, 13):
        raise ValueError("no-such-month")
    return calendar.monthrange(year, month)[1]


def day_of(year, month, day):
    if day not in range(1, days_in_month(year, month) + 1):
        raise ValueError("no-such-day")
    return datetime.date(year, month, day).toordinal()


FUNCTIONS = {
    "date": date_of, "day": day_of, "day-native": day_of, "days-in-month": days_in_month,
    "weekday": lambda day: (check(day, range(FIRST, LAST + 1)) - 1) % 7 + 1,
    "is-leap-year": lambda year: calendar.isleap(check(year, YEARS)),
    "days-in-year": lambda year: 365 + calendar.isleap(check(year, YEARS)),
    "months-in-year": lambda year: 12 if check(year, YEARS) else 0,
}
CLAIM = {
    "id": "gregory", "rule": "gregory", "first": FIRST, "last": LAST,
    "beyond": "refuses", "year_zero": True, "answers": list(FUNCTIONS),
}


def result_of(ask, item):
    try:
        return FUNCTIONS[ask](*item) if isinstance(item, list) else FUNCTIONS[ask](item)
    except ValueError as refusal:
        return {"no": str(refusal)}


# ---- What is wrong ------------------------------------------------------------------------------

MIB = 1 << 20
HOSTILE_TEXT = "\x1b[31mred\x1b[2J\x1b]0;title\x07 \u202etxt.exe\u2066 \0 <b>&\"'\r\n::error::"
LAST_WORDS = b"last output: the stone calendar is broken\n"


def say(data, where=sys.stdout):
    where.buffer.write(data)
    where.buffer.flush()


def sleep(seconds=3600):
    """An hour is for ever to a run; after it a process that nobody killed exits."""
    time.sleep(float(seconds))


def die(*_):
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def leave_a_child(seconds, **kinds):
    words = [sys.executable, "-c", "import time; time.sleep(%d)" % seconds, *sys.argv]
    subprocess.Popen(words, **kinds)  # our own arguments follow, which identify the process
    os._exit(0)


def is_first():
    """Whether no process of this adapter was started before."""
    try:
        os.close(os.open(os.path.join(os.path.dirname(sys.argv[0]), "started"),
                         os.O_CREAT | os.O_EXCL))
        return True
    except FileExistsError:
        return False


def leave_the_group(*_):
    """The leader moves into the group of a child, and then into a session of its own."""
    words = [sys.executable, "-c", "import time; time.sleep(3600)", *sys.argv]
    child = subprocess.Popen(words, preexec_fn=lambda: os.setpgid(0, 0))
    os.setpgid(0, child.pid)
    os.setsid()


def leave_an_orphan(*_):
    """A child without any connection to us: own session, empty environment, dead parent."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            words = [sys.executable, "-c", "import time; time.sleep(3600)", *sys.argv]
            os.execve(sys.executable, words, {})
        os._exit(0)
    os.wait()


def grow(mebibytes):
    """Allocates this much memory, touches all of it, and keeps it for a while."""
    grow.kept = bytearray(b"x" * (mebibytes * MIB))
    sleep(1)


def spin(seconds):
    while time.process_time() < seconds:
        pass


def multiply(count):
    """Starts this many children and waits for a while."""
    for _ in range(count):
        if os.fork() == 0:
            sleep(20)
            os._exit(0)
    sleep(1)


def drip(line, _count, seconds=1):
    for byte in line[:-1]:
        say(bytes([byte]))
        sleep(seconds)
    return line[-1:]


def pad(line, length):
    """One byte first, so that a read does not end exactly at a limit."""
    say(b" ")
    sleep(0.05)
    return b" " * (length - 1 - len(line)) + line


def babble(*_):
    while True:
        say(b"x" * MIB)


def environment():
    values = {name: os.environ.get(name) for name in ["TZ", "LANG", "LC_ALL"]}
    leads = hasattr(os, "getpgrp") and os.getpgrp() == os.getpid()
    return json.dumps({"names": sorted(os.environ), "values": values, "leads_its_group": leads})


def a_day_off(result, ask, item):
    if ask == "date":
        return date_of(item + 1 if item < LAST else item - 1)
    return result % 7 + 1 if ask == "weekday" else result + 1


def as_float(result, *_):
    if isinstance(result, list):
        return [float(number) for number in result]
    return float(result) if type(result) is int else result


# Mode and arguments, when it acts, and a function of what there is at that time.
# hello: the hello. question: the question, its number in this process. item: the right result, the
# ability, the item; bytes are written as they are. answer: the answer. line: its bytes, number.
MODES = [
    ("good", "does nothing wrong", "", None),
    ("silent", "says no hello and stays", "start", sleep),
    ("exit-at-once", "exits with code 0 before hello", "start", lambda: os._exit(0)),
    ("no-flush", "holds all lines back until the input ends (so it may as well read it first)",
     "start", lambda: setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(sys.stdin.buffer.read())))),
    ("dies-at-start-later", "is well once, and then exits before hello", "start",
     lambda: is_first() or os._exit(3)),
    ("silent-later", "is well once, and then says no hello and stays", "start",
     lambda: is_first() or sleep()),
    ("hello-harm", "has a hostile key in its hello", "start",
     lambda: say(json.dumps({"hello": {HOSTILE_TEXT: 1}}).encode() + b"\n")),
    ("hello-noise", "greets in a hostile text", "start",
     lambda: say(HOSTILE_TEXT.split("\r")[0].encode() + b"\n")),
    ("hello-garbage", "greets in words", "start", lambda: say(b"hello, world\n")),
    ("wrong-major", "speaks protocol 2", "hello", lambda hello: hello.update(protocol=2)),
    ("contradictory", "claims a first day after the last", "hello",
     lambda hello: hello["calendars"][0].update(first=LAST, last=FIRST)),
    ("twice", "claims its calendar twice", "hello", lambda hello: hello["calendars"].append(CLAIM)),
    ("nul-and-escapes", "gives a hostile text for its version", "hello",
     lambda hello: hello.update(version=HOSTILE_TEXT)),
    ("hostile-names", "gives hostile texts for its name and rule", "hello",
     lambda hello: (hello.update(name="::error::" + HOSTILE_TEXT),
                    hello["calendars"][0].update(rule=HOSTILE_TEXT))),
    ("hyphen-id", "has a calendar whose id begins with a hyphen", "hello",
     lambda hello: hello["calendars"][0].update(id="--help")),
    ("hostile-id", "gives its calendar a hostile text for an id", "hello",
     lambda hello: hello["calendars"][0].update(id=HOSTILE_TEXT)),
    ("env", "gives its environment, in JSON, for its version", "hello",
     lambda hello: hello.update(version=environment())),
    ("other-hello", "gives another version each time", "hello",
     lambda hello: hello.update(version=str(os.getpid()))),
    ("long-hello", "has a name and a version of a million letters", "hello",
     lambda hello: hello.update(name="n" * MIB, version="v" * MIB)),
    ("unasked", "answers before it is asked", "ready", lambda: say(b'{"id":"1","got":[1]}\n')),
    ("deaf", "reads nothing", "ready", sleep),
    ("restarts", "kills itself", "question", die),
    ("dies-at N", "kills itself at the N-th question of each process", "question",
     lambda _, count, last: count == int(last) and die()),
    ("dies-in-batches", "kills itself if there is more than one item", "question",
     lambda question, _: len(question["of"]) > 1 and die()),
    ("dies-on DAY", "kills itself", "question", die),
    ("stderr-words DAY", "says last output on standard error and kills itself", "question",
     lambda *_: (say(LAST_WORDS, sys.stderr), die())),
    ("stderr-harm", "says a hostile text on standard error and kills itself", "question",
     lambda *_: (say(HOSTILE_TEXT.encode(), sys.stderr), die())),
    ("stderr-flood", "writes 100 MiB to standard error at the first question of each process",
     "question", lambda _, count: count == 1 and say(b"e" * 100 * MIB, sys.stderr)),
    ("hangs-on DAY", "sleeps for ever", "question", lambda *_: sleep()),
    ("ignores-sigterm-on DAY", "ignores SIGTERM and sleeps for ever", "question",
     lambda *_: (signal.signal(signal.SIGTERM, signal.SIG_IGN), sleep())),
    ("slow-on DAY SECONDS", "answers after so long", "question",
     lambda _question, _count, seconds: sleep(seconds)),
    ("late [SECONDS]", "answers the first question of each process after so long (12)", "question",
     lambda _, count, seconds=12: count == 1 and sleep(seconds)),
    ("late-once SECONDS", "answers the first question of its first process after so long", "question",
     lambda _, count, seconds: count == 1 and is_first() and sleep(seconds)),
    ("grows-on DAY MIB", "takes so much memory, and answers after a second", "question",
     lambda _question, _count, mebibytes: grow(int(mebibytes))),
    ("spins-on DAY SECONDS", "answers after so many seconds of processor time", "question",
     lambda _question, _count, seconds: spin(float(seconds))),
    ("multiplies-on DAY N", "starts so many children, and answers after a second", "question",
     lambda _question, _count, number: multiply(int(number))),
    ("closes-stdout-on DAY", "closes standard output and sleeps for ever", "question",
     lambda *_: (os.close(1), sleep())),
    ("grandchild-on DAY", "ends; a child keeps its pipes open", "question",
     lambda *_: leave_a_child(3600)),
    ("escapee-on DAY", "the same in another process group, for 20 seconds", "question",
     lambda *_: leave_a_child(20, start_new_session=True)),
    ("regroups-on DAY", "leaves its process group and sleeps for ever", "question",
     lambda *_: (leave_the_group(), sleep())),
    ("orphans-on DAY", "leaves a child of which nobody knows, and answers", "question",
     leave_an_orphan),
    ("wrong-answer-on DAY", "answers one day off", "item", a_day_off),
    ("wrong-type-on DAY [JSON]", 'gives this ("one", in quotes) for a result', "item",
     lambda _result, _ask, _item, text='"one"': text.encode()),
    ("broke-on DAY", "breaks, in a hostile text", "item", lambda *_: {"broke": HOSTILE_TEXT}),
    ("breaks-at-length", "breaks, in a megabyte of words", "item",
     lambda *_: {"broke": "\u202e" * (MIB // 3)}),
    ("float", "writes integers as 1.0", "item", as_float),
    ("wrong-id", "answers to another id", "answer", lambda to: to.update(id=to["id"] + "0")),
    ("number-id", "answers to a number", "answer", lambda to: to.update(id=1)),
    ("wrong-count", "leaves the last result out", "answer", lambda to: to["got"].pop()),
    ("unknown-key", "adds a key", "line", lambda line, _: line[:-2] + b',"note":1}\n'),
    ("list", "writes a list of the values for an object", "line",
     lambda line, _: json.dumps(list(json.loads(line).values())).encode() + b"\n"),
    ("extra-line", "answers twice", "line", lambda line, _: line + line),
    ("stdout-noise", "writes words before its answer", "line", lambda line, _: b"hm ...\n" + line),
    ("garbles-on DAY", "writes half a line, ended", "line", lambda line, _: line[:12] + b"\n"),
    ("garbles-harm", "writes a hostile text", "line",
     lambda *_: HOSTILE_TEXT.split("\r")[0].encode() + b"\n"),
    ("half-line-on DAY", "writes half a line and sleeps for ever", "line",
     lambda line, _: (say(line[:12]), sleep())),
    ("not-utf8-on DAY", "writes what is no UTF-8", "line", lambda line, _: b'{"\xff' + line[2:]),
    ("deep-line-on DAY", "writes a million brackets", "line", lambda *_: b"[" * 1000000 + b"\n"),
    ("huge-line-on DAY", "writes 64 MiB of spaces before the line feed", "line",
     lambda line, _: line[:-1] + b" " * 64 * MIB + b"\n"),
    ("endless-line-on DAY", "writes for ever and never a line feed", "line", babble),
    ("padded-on DAY LENGTH", "writes spaces before it, so that it has this length", "line",
     lambda line, _, length: pad(line, int(length))),
    ("drips-on DAY [SECONDS]", "writes a byte every so often (1)", "line", drip),
    ("no-newline-at-end [N]", "ends with its N-th answer (1), which has no line feed", "line",
     lambda line, count, last=1: count == int(last) and (say(line[:-1]), os._exit(0))),
    ("outstays", "stays when the input ends", "end", sleep),
]

# ---- The protocol -------------------------------------------------------------------------------


def encode(answer):
    got = [it if isinstance(it, bytes) else json.dumps(it).encode() for it in answer["got"]]
    return b'{"id":%s,"got":[%s]}\n' % (json.dumps(answer["id"]).encode(), b",".join(got))


def serve(at, day):
    at("start")
    hello = {"protocol": 1, "name": "hostile", "version": "1.0.0", "integers": "i64"}
    hello["calendars"] = [CLAIM.copy()]
    at("hello", hello)
    say(json.dumps({"hello": hello}).encode() + b"\n")
    at("ready")
    for count, text in enumerate(sys.stdin.buffer, 1):
        question = json.loads(text)
        ask, items = question["ask"], question["of"]
        got = [result_of(ask, item) for item in items]
        days = items if ask in ("date", "weekday") else got if ask in ("day", "day-native") else []
        places = [n for n in range(len(items)) if day is None or days[n:n + 1] == [day]]
        answer = {"id": question["id"], "got": got}
        if places:
            at("question", question, count)
            for n in places:
                got[n] = at("item", got[n], ask, items[n])
            at("answer", answer)
        say(at("line", encode(answer), count) if places else encode(answer))
    at("end")


def read(words):
    """The row of a mode, its day if it has one, and its other arguments."""
    mode, arguments = "".join(words[:1]), words[1:]
    rows = [row for row in MODES if row[0].split()[0] == mode]
    names = rows[0][0].split()[1:] if rows else []
    if not rows or not sum("[" not in name for name in names) <= len(arguments) <= len(names):
        lines = ["  %-24s %s" % row[:2] for row in MODES]
        print(__doc__, *lines, sep="\n", file=sys.stderr)
        sys.exit(2)
    day = int(arguments.pop(0)) if "DAY" in names else None
    return rows[0], day, arguments


def main():
    modes = [[]]
    for word in sys.argv[1:]:
        modes[-1].append(word) if word != "+" else modes.append([])
    modes = [read(words) for words in modes]
    day = next((day for _, day, _ in modes if day is not None), None)

    def at(moment, *given):
        """Runs the acts of this moment; returns the replacement of the first argument."""
        made = given[0] if given else None
        for row, _, arguments in modes:
            if moment == row[2]:
                made = row[3](*[made, *given[1:]][:len(given)], *arguments) or made
        return made

    serve(at, day)


main()
