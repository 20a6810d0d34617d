#!/usr/bin/env node
"use strict";
// An adapter that makes one of the mistakes that `calproof doctor` names, or none of them.
//
// Usage: mistaken.js MODE

const readline = require("node:readline");

class Refused extends Error {}

const refuse = (reason) => { throw new Refused(reason); };
const div = (a, b) => Math.floor(a / b);
const mod = (a, b) => a - b * div(a, b);

// ---- The Julian calendar with a year 0: the years -9999 to 9999 ---------------------------------

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const newYear = (year) => -1 + 365 * (year - 1) + div(year - 1, 4);
const [FIRST, LAST] = [newYear(-9999), newYear(10000) - 1];
const isWithin = (number, first, last) => first <= number && number <= last;
const isLeap = (year) => isWithin(year, -9999, 9999) ? mod(year, 4) === 0 : refuse("out-of-range");

function daysInMonth(year, month) {
  const leapDay = isLeap(year) && month === 2 ? 1 : 0;
  return (LENGTHS[month - 1] ?? refuse("no-such-month")) + leapDay;
}

function dayOf(year, month, day) {
  if (!isWithin(day, 1, daysInMonth(year, month))) refuse("no-such-day");
  let days = newYear(year) + day - 1;
  for (let before = 1; before < month; before++) days += daysInMonth(year, before);
  return days;
}

function dateOf(day) {
  if (!isWithin(day, FIRST, LAST)) refuse("out-of-range");
  let year = div(day + 1, 365.25) + 1; // or the year after or before it
  while (day < newYear(year)) year--;
  while (day >= newYear(year + 1)) year++;
  let [month, rest] = [1, day - newYear(year)];
  while (rest >= daysInMonth(year, month)) rest -= daysInMonth(year, month++);
  return [year, month, rest + 1];
}

const weekday = (day) => isWithin(day, FIRST, LAST) ? mod(day - 1, 7) + 1 : refuse("out-of-range");

// ---- The Hebrew calendar, for leap months: the years 5600 to 5900 -------------------------------

const CODES = [1, 2, 3, 4, 5, "M05L", 6, 7, 8, 9, 10, 11, 12];

function elapsed(year) {
  const months = div(235 * year - 234, 19);
  const day = 29 * months + div(12084 + 13753 * months, 25920);
  return mod(3 * (day + 1), 7) < 3 ? day + 1 : day;
}

function hebrewNewYear(year) {
  const [before, now, behind] = [year - 1, year, year + 1].map(elapsed);
  return -1373427 + now + (behind - now === 356 ? 2 : now - before === 382 ? 1 : 0);
}

function monthsOf(year) { // in their order, each with its length
  if (!isWithin(year, 5600, 5900)) refuse("out-of-range");
  const days = hebrewNewYear(year + 1) - hebrewNewYear(year);
  const kind = days % 10; // of 353, 354, 355, 383, 384 and 385 days
  const lengths = [30, kind === 5 ? 30 : 29, kind === 3 ? 29 : 30, 29, 30, 30, 29,
    30, 29, 30, 29, 30, 29];
  return CODES.map((code, place) => [code, lengths[place]])
    .filter(([code]) => days > 380 || code !== "M05L");
}

function hebrewDay(year, month, day) {
  let first = hebrewNewYear(year);
  for (const [code, length] of monthsOf(year)) {
    if (code === month) return isWithin(day, 1, length) ? first + day - 1 : refuse("no-such-day");
    first += length;
  }
  return refuse("no-such-month");
}

function hebrewDate(day) {
  if (!isWithin(day, hebrewNewYear(5600), hebrewNewYear(5901) - 1)) refuse("out-of-range");
  let year = 5600;
  while (day >= hebrewNewYear(year + 1)) year++;
  let rest = day - hebrewNewYear(year);
  for (const [code, length] of monthsOf(year)) {
    if (rest < length) return [year, code, rest + 1];
    rest -= length;
  }
  return refuse("out-of-range");
}

const hebrewNative = (year, place, day) =>
  hebrewDay(year, (monthsOf(year)[place - 1] ?? refuse("no-such-month"))[0], day);

function hebrew() {
  Object.assign(it.claim, {
    id: "hebrew", rule: "hebrew", first: hebrewNewYear(5600), last: hebrewNewYear(5901) - 1,
  });
  it.answers = { date: hebrewDate, day: hebrewDay, "day-native": hebrewNative };
}

// ---- A registry, of one thread -------------------------------------------------------------------

class Registry {
  owners = new Map([["gregorian", { "built-in": "gregorian" }]]);

  call(call, backends) {
    const [kind, operand] = typeof call === "string" ? [call] : Object.entries(call)[0];
    if (kind === "find") return { found: this.owners.get(operand) ?? refuse("not-found") };
    if (kind === "names") return { names: [...this.owners.keys()] };
    if (kind !== "register") refuse("unsupported");
    const names = [backends[operand[0]].name, ...operand[1]];
    if (names.some((name) => this.owners.has(name))) refuse("taken");
    for (const name of names) this.owners.set(name, { backend: operand[0] });
    return { registered: {} };
  }
}

function registry(threads, make) {
  it.claim = null;
  it.registry = {
    profile: { "open": "register", "folding": "exact", "clash": "reject-whole", threads },
    "built-in": [["gregorian"]], "afresh": "each-program",
  };
  it.run = ({ backends = [], before = [], threads = [], after = [] }) => {
    const registry = make();
    let ticket = 0;
    const record = (call) => [ticket++, result(() => registry.call(call, backends)), ticket++];
    const records = (calls) => calls.map(record).map(([from, said, to]) => [from, to, said]);
    return {
      before: records(before), threads: threads.map(records), after: records(after),
    };
  };
}

function oneForAll() {
  const registry = new Registry();
  return () => registry;
}

// ---- What is changed -----------------------------------------------------------------------------

const it = {
  claim: {
    id: "julian", rule: "julian", first: FIRST, last: LAST, beyond: "refuses", year_zero: true,
  },
  answers: {
    "date": dateOf, "day": dayOf, "day-native": dayOf, weekday, "is-leap-year": isLeap,
    "days-in-month": daysInMonth,
  },
  flush: () => true, // whether to write the line before the input ends
  before: "", // what is written before each answer
  lines: (id, got) => [{ id, got }], // the lines of an answer
  text: (text) => text, // the text of a line
  read: (of) => of, // the items of a question
  result,
};

function result(call) {
  try {
    return call();
  } catch (error) {
    return error instanceof Refused ? { no: error.message } : { broke: `${error}` };
  }
}

const claim = (keys) => () => Object.assign(it.claim, keys);
const answer = (functions) => () => Object.assign(it.answers, functions);
const lines = (ofAnswer) => () => { it.lines = ofAnswer; };
const all = (...changes) => () => changes.forEach((change) => change());

const digits = (written) => () => { // writes each integer in the results in this way
  it.text = (line) => {
    const [head, got] = line.split('"got":');
    return got === undefined ? line : `${head}"got":${got.replace(/-?\d+/g, written)}`;
  };
};

const shift = (days) => () => { // counts days this many ahead
  Object.assign(it.claim, { first: FIRST + days, last: LAST + days });
  it.answers = { date: (day) => dateOf(day - days), day: (...date) => dayOf(...date) + days };
};

const withoutYearZero = (year, month, day) =>
  year === 0 ? refuse("no-such-year") : dayOf(year + (year < 0 ? 1 : 0), month, day);

const rolledOver = (year, month, day) =>
  dayOf(year + div(month - 1, 12), mod(month - 1, 12) + 1, 1) + day - 1;

function constrained(year, month, day) {
  const near = Math.min(Math.max(month, 1), 12);
  return dayOf(year, near, Math.min(Math.max(day, 1), daysInMonth(year, near)));
}

const letThrough = (Kind) => () => { // lets refusals through as the library's own errors
  for (const ask of ["date", "day"]) {
    const call = it.answers[ask];
    it.answers[ask] = (...words) => {
      try {
        return call(...words);
      } catch (refused) {
        throw new Kind(refused.message);
      }
    };
  }
};

function caught(call) {
  const said = result(call);
  return said?.no || said?.broke ? { no: "no-such-day" } : said;
}

let count = 0;
const changing = (day) => dateOf(++count % 7 === 0 && day < LAST ? day + 1 : day);
const isLarge = (number) => Number.isInteger(number) && !Number.isSafeInteger(number);

function readsSafeOnly(of) {
  if (of.flat(3).some(isLarge)) throw new RangeError("too large to be read");
  return of;
}

function breaksOnLarge(day) {
  if (isLarge(day)) throw new TypeError("integer overflow");
  return dateOf(day);
}

const ordinals = (day) => {
  const [year, month, rest] = hebrewDate(day);
  return [year, monthsOf(year).findIndex(([code]) => code === month) + 1, rest];
};

// Each makes its change before the hello line is sent.
const MODES = {
  // Mistakes.
  "no-flush": () => { it.flush = (isHello) => isHello; },
  "no-flush-of-hello": () => { it.flush = () => false; },
  "noise": () => { it.before = "loading the calendar ...\n"; },
  "id-as-number": lines((id, got) => [{ id: Number(id), got }]),
  "one-result-less": lines((id, got) => [{ id, got: got.slice(0, -1) }]),
  "a-line-an-item": lines((id, got) => got.map((one) => ({ id, got: [one] }))),
  "objects": answer({ date: (day) => ({ year: dateOf(day)[0], month: 1, day: 1 }) }),
  "backwards": lines((id, got) => [{ id, got: got.reverse() }]),
  "julian-day-numbers": shift(1721425),
  "modified-julian-days": shift(-678576),
  "unix-days": shift(-719163),
  "one-ahead": shift(1),
  "two-ahead": shift(2),
  "one-behind": shift(-1),
  "two-behind": shift(-2),
  "months-from-0": answer({ date: (day) => [dateOf(day)[0], dateOf(day)[1] - 1, 1] }),
  "ordinals": all(hebrew, () => { it.answers = { date: ordinals }; }),
  "any-leap-text": all(hebrew, answer({
    day: (year, month, day) => hebrewDay(year, typeof month === "string" ? "M05L" : month, day),
  })),
  "years-without-0": answer({
    date: (day) => [dateOf(day)[0] - (dateOf(day)[0] <= 0 ? 1 : 0), ...dateOf(day).slice(1)],
  }),
  "claims-year-0": answer({ "day-native": withoutYearZero }),
  "denies-year-0": claim({ year_zero: false }),
  "sunday-is-0": answer({ weekday: (day) => weekday(day) % 7 }),
  "sunday-is-1": answer({ weekday: (day) => weekday(day) % 7 + 1 }),
  "integers-as-text": digits('"$&"'),
  "integers-as-fractions": digits("$&.0"),
  "integers-as-exponents": digits("$&e0"),
  "nan": answer({ date: (day) => [NaN, ...dateOf(day).slice(1)] }),
  "misspelled-rule": claim({ rule: "julain" }),
  "capital-id": claim({ id: "Julian" }),
  "another-rule": claim({ id: "gregory", rule: "gregory" }),
  "another-id": claim({ id: "persian" }),
  "swapped-ends": claim({ first: LAST, last: FIRST }),
  "first-a-day-early": claim({ first: FIRST - 1 }),
  "last-a-day-late": claim({ last: LAST + 1 }),
  "first-a-year-early": claim({ first: FIRST - 366 }),
  "last-a-year-late": claim({ last: LAST + 366 }),
  "lets-exceptions-through": letThrough(RangeError),
  "catches-all": () => { it.result = caught; },
  "clamps-days": answer({ date: (day) => dateOf(Math.min(Math.max(day, FIRST), LAST)) }),
  "constrains": answer({ day: constrained }),
  "rolls-over": answer({ day: rolledOver }),
  "changes": answer({ date: changing }),
  "cannot-read-integers": () => { it.read = readsSafeOnly; },
  "threads-take-turns": () => registry("safe", () => new Registry()),
  "programs-see-each-other": () => registry("single", oneForAll()),
  // Not mistakes.
  "julian": () => {},
  "hebrew": hebrew,
  "registry": () => registry("single", () => new Registry()),
  "library-breaks-on-large-integers": answer({ date: breaksOnLarge }),
  "library-dies-on-large-integers": answer({
    date: (day) => isLarge(day) ? process.abort() : dateOf(day),
  }),
  "library-is-buggy": answer({
    date: (day) => dateOf(dateOf(day)[0] % 5 === 0 && day < LAST ? day + 1 : day),
  }),
  "library-lets-its-own-errors-out": letThrough(TypeError),
  "declares-rolling-over":
    all(answer({ day: rolledOver }), claim({ impossible: { day: "rolled-over" } })),
  "has-no-reference": claim({ id: "stone", rule: "stone" }),
  "answers-dates-only": () => { it.answers = { date: dateOf }; },
  "has-one-day": claim({ first: 700000, last: 700000 }),
  "has-no-native-year-0":
    all(answer({ "day-native": withoutYearZero }), claim({ year_zero: false })),
};

// ---- The protocol --------------------------------------------------------------------------------

let held = "";

function write(text, isHello = false) {
  held += `${text}\n`;
  if (it.flush(isHello)) {
    process.stdout.write(held);
    held = "";
  }
}

MODES[process.argv[2]]();
const calendars = it.claim ? [{ ...it.claim, answers: Object.keys(it.answers) }] : [];
const hello = { protocol: 1, name: "mistaken", version: "1.0.0", integers: "i64", calendars };
write(JSON.stringify({ hello: it.registry ? { ...hello, registry: it.registry } : hello }), true);

const input = readline.createInterface({ input: process.stdin });
input.on("line", (line) => {
  const { id, ask, of, run } = JSON.parse(line);
  if (run) {
    write(JSON.stringify({ id, ran: it.run(run) }));
    return;
  }
  const got = it.read(of).map((item) => it.result(() => it.answers[ask](...[item].flat())));
  if (it.before) held += it.before;
  for (const answer of it.lines(id, got)) write(it.text(JSON.stringify(answer)));
});
input.on("close", () => process.stdout.write(held));
