#!/usr/bin/env python3
"""An adapter that makes one of the mistakes that `calproof doctor` names, or none of them.

Usage: mistaken.py MODE
"""

import json
import os
import re
import signal
import sys
from pathlib import Path
from types import SimpleNamespace

sys.dont_write_bytecode = True
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "template"))
import adapter  # noqa: E402 (it is found only now)
from adapter import Refused, date_of, day_of, weekday  # noqa: E402

# ---- The Hebrew calendar, for leap months: the years 5600 to 5900 --------------------------------

CODES = [1, 2, 3, 4, 5, "M05L", 6, 7, 8, 9, 10, 11, 12]


def elapsed(year):
    months = (235 * year - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def new_year(year):
    before, this, behind = [elapsed(it) for it in (year - 1, year, year + 1)]
    return -1373427 + this + (2 if behind - this == 356 else 1 if this - before == 382 else 0)


def months_of(year):
    """The months of the year in their order, each with its length."""
    if not 5600 <= year <= 5900:
        raise Refused("out-of-range")
    days = new_year(year + 1) - new_year(year)
    leap, kind = days > 380, days % 10  # of 353, 354, 355, 383, 384 and 385 days
    lengths = [30, 30 if kind == 5 else 29, 29 if kind == 3 else 30, 29, 30, 30, 29,
               30, 29, 30, 29, 30, 29]
    return [it for it in zip(CODES, lengths) if leap or it[0] != "M05L"]


def hebrew_day(year, month, day):
    first = new_year(year)
    for code, length in months_of(year):
        if code == month:
            if not 1 <= day <= length:
                raise Refused("no-such-day")
            return first + day - 1
        first += length
    raise Refused("no-such-month")


def hebrew_date(day):
    if not new_year(5600) <= day < new_year(5901):
        raise Refused("out-of-range")
    year = next(year for year in range(5600, 5901) if day < new_year(year + 1))
    rest = day - new_year(year)
    for code, length in months_of(year):
        if rest < length:
            return [year, code, rest + 1]
        rest -= length


def hebrew_native(year, place, day):
    if not 1 <= place <= len(months_of(year)):
        raise Refused("no-such-month")
    return hebrew_day(year, months_of(year)[place - 1][0], day)


def hebrew():
    it.claim = {"id": "hebrew", "rule": "hebrew", "first": new_year(5600),
                "last": new_year(5901) - 1, "beyond": "refuses", "year_zero": True}
    it.answers = {"date": hebrew_date, "day": hebrew_day, "day-native": hebrew_native}


# ---- What is changed -----------------------------------------------------------------------------

julian = adapter.CALENDARS[0]
FIRST, LAST = julian["first"], julian["last"]
it = SimpleNamespace(
    claim={key: value for key, value in julian.items() if key != "answers"},
    answers=dict(julian["answers"]),
    flush=lambda is_hello: True,  # whether to flush after the line
    before=b"",  # what is written before each answer
    lines=lambda id, got: [{"id": id, "got": got}],  # the lines of an answer
    text=lambda text: text,  # the text of a line
    read=lambda of: of,  # the items of a question
    result=adapter.result,
)


def claim(**keys):
    return lambda: it.claim.update(keys)


def answer(**functions):
    return lambda: it.answers.update(
        {name.replace("_", "-"): function for name, function in functions.items()})


def lines(of_answer):
    return lambda: setattr(it, "lines", of_answer)


def digits(written):
    """Writes each integer in the results in this way."""
    def text(line):
        head, got, rest = line.partition('"got":')
        return head + got + re.sub(r"-?\d+", written, rest)
    return lambda: setattr(it, "text", text)


def shift(days):
    """Counts days this many ahead."""
    def moved():
        it.claim.update(first=FIRST + days, last=LAST + days)
        it.answers = {"date": lambda day: date_of(day - days),
                      "day": lambda *date: day_of(*date) + days}
    return moved


def native_without_year_zero(year, month, day):
    if year == 0:
        raise Refused("no-such-year")
    return day_of(year + (year < 0), month, day)


def ordinals():
    hebrew()

    def date(day):
        year, month, day = hebrew_date(day)
        return [year, [code for code, _ in months_of(year)].index(month) + 1, day]
    it.answers = {"date": date}


def takes_any_leap_text():
    hebrew()
    it.answers["day"] = lambda year, month, day: hebrew_day(
        year, "M05L" if isinstance(month, str) else month, day)


def rolled_over(year, month, day):
    month -= 1
    return day_of(year + month // 12, month % 12 + 1, 1) + day - 1


def constrained(year, month, day):
    month = min(max(month, 1), 12)
    return day_of(year, month, min(max(day, 1), adapter.days_in_month(year, month)))


def let_through(error):
    """Lets refusals through as the library's own exceptions."""
    def raised(function):
        def call(*words):
            try:
                return function(*words)
            except Refused as refused:
                raise error(refused)
        return call
    return lambda: it.answers.update({ask: raised(it.answers[ask]) for ask in ("date", "day")})


def caught(function, item):
    said = adapter.result(function, item)
    return {"no": "no-such-day"} if isinstance(said, dict) else said


def changing(count=[0]):
    def date(day):
        count[0] += 1
        return date_of(day + 1 if count[0] % 7 == 0 and day < LAST else day)
    return date


def reads_doubles_only(of):
    if any(abs(number) >= 2**53 for number in flat(of)):
        raise OverflowError("too large to be read")
    return of


def flat(of):
    for one in of:
        yield from flat(one) if isinstance(one, list) else [one] if isinstance(one, int) else []


def breaks_on_large(day):
    if abs(day) >= 2**53:
        raise OverflowError("integer overflow")
    return date_of(day)


def dies_on_large(day):
    return os.kill(os.getpid(), signal.SIGABRT) if abs(day) >= 2**53 else date_of(day)


def buggy(day):
    """A library that is a day off in every fifth year."""
    date = date_of(day)
    return date_of(day + 1) if date[0] % 5 == 0 and day < LAST else date


# Each makes its change before the hello line is sent.
MODES = {
    # Mistakes.
    "no-flush": lambda: setattr(it, "flush", lambda is_hello: is_hello),
    "no-flush-of-hello": lambda: setattr(it, "flush", lambda is_hello: False),
    "noise": lambda: setattr(it, "before", b"loading the calendar ...\n"),
    "id-as-number": lines(lambda id, got: [{"id": int(id), "got": got}]),
    "one-result-less": lines(lambda id, got: [{"id": id, "got": got[:-1]}]),
    "a-line-an-item": lines(lambda id, got: [{"id": id, "got": [one]} for one in got]),
    "objects": answer(date=lambda day: dict(zip(["year", "month", "day"], date_of(day)))),
    "backwards": lines(lambda id, got: [{"id": id, "got": got[::-1]}]),
    "julian-day-numbers": shift(1721425),
    "modified-julian-days": shift(-678576),
    "unix-days": shift(-719163),
    "one-ahead": shift(1),
    "two-ahead": shift(2),
    "one-behind": shift(-1),
    "two-behind": shift(-2),
    "months-from-0": answer(date=lambda day: [date_of(day)[0], date_of(day)[1] - 1, 1]),
    "ordinals": ordinals,
    "any-leap-text": takes_any_leap_text,
    "years-without-0": answer(
        date=lambda day: [date_of(day)[0] - (date_of(day)[0] <= 0), *date_of(day)[1:]]),
    "claims-year-0": answer(day_native=native_without_year_zero),
    "denies-year-0": claim(year_zero=False),
    "sunday-is-0": answer(weekday=lambda day: weekday(day) % 7),
    "sunday-is-1": answer(weekday=lambda day: weekday(day) % 7 + 1),
    "integers-as-text": digits(r'"\g<0>"'),
    "integers-as-fractions": digits(r"\g<0>.0"),
    "integers-as-exponents": digits(r"\g<0>e0"),
    "nan": answer(date=lambda day: [float("nan"), *date_of(day)[1:]]),
    "misspelled-rule": claim(rule="julain"),
    "capital-id": claim(id="Julian"),
    "another-rule": claim(id="gregory", rule="gregory"),
    "another-id": claim(id="persian"),
    "swapped-ends": claim(first=LAST, last=FIRST),
    "first-a-day-early": claim(first=FIRST - 1),
    "last-a-day-late": claim(last=LAST + 1),
    "first-a-year-early": claim(first=FIRST - 366),
    "last-a-year-late": claim(last=LAST + 366),
    "lets-exceptions-through": let_through(ValueError),
    "catches-all": lambda: setattr(it, "result", caught),
    "clamps-days": answer(date=lambda day: date_of(min(max(day, FIRST), LAST))),
    "constrains": answer(day=constrained),
    "rolls-over": answer(day=rolled_over),
    "changes": answer(date=changing()),
    "cannot-read-integers": lambda: setattr(it, "read", reads_doubles_only),
    # Not mistakes.
    "julian": lambda: None,
    "hebrew": hebrew,
    "library-breaks-on-large-integers": answer(date=breaks_on_large),
    "library-dies-on-large-integers": answer(date=dies_on_large),
    "library-is-buggy": answer(date=buggy),
    "library-lets-its-own-errors-out": let_through(KeyError),
    "declares-rolling-over": lambda: (answer(day=rolled_over)(),
                                      claim(impossible={"day": "rolled-over"})()),
    "has-no-reference": claim(id="stone", rule="stone"),
    "answers-dates-only": lambda: setattr(it, "answers", {"date": date_of}),
    "has-one-day": claim(first=700000, last=700000),
    "has-no-native-year-0": lambda: (answer(day_native=native_without_year_zero)(),
                                     claim(year_zero=False)()),
}

# ---- The protocol --------------------------------------------------------------------------------


def write(text, is_hello=False):
    sys.stdout.buffer.write(text.encode() + b"\n")
    if it.flush(is_hello):
        sys.stdout.buffer.flush()


def main():
    MODES[sys.argv[1]]()
    hello = {"protocol": 1, "name": "mistaken", "version": "1.0.0", "integers": "i64",
             "calendars": [dict(it.claim, answers=list(it.answers))]}
    write(json.dumps({"hello": hello}), is_hello=True)
    for line in sys.stdin:
        question = json.loads(line)
        function = it.answers[question["ask"]]
        got = [it.result(function, item) for item in it.read(question["of"])]
        sys.stdout.buffer.write(it.before)
        for answer in it.lines(question["id"], got):
            write(it.text(json.dumps(answer)))


main()
