// Your part: functions that ask the library. Pass everything on; check and correct nothing.

import { Refused, serve } from './protocol.mjs';

function newYear(year) {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  return 365 * before + leapDays + 1;
}

function lengths(year) {
  const february = newYear(year + 1) - newYear(year) - 337;
  return [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
}

// The date [year, month, day] of a day. Day 1 is Monday, 1 January of the year 1.
function date(day) {
  if (day < 1 || day > 3652059) throw new Refused('out-of-range');
  let year = Math.floor(day / 366) + 1;
  while (newYear(year + 1) <= day) year += 1;
  let [month, rest] = [0, day - newYear(year)];
  const all = lengths(year);
  while (rest >= all[month]) rest -= all[month++];
  return [year, month + 1, rest + 1];
}

// The day of a date. If there is none, `throw new Refused('no-such-day')`, or another reason.
// A month is its number, or 'M05L' for the leap month that follows month 5.
function day(year, month, day) {
  if (year < 1 || year > 9999) throw new Refused('out-of-range');
  const all = lengths(year);
  if (all[month - 1] === undefined) throw new Refused('no-such-month');
  if (day < 1 || day > all[month - 1]) throw new Refused('no-such-day');
  return all.slice(0, month - 1).reduce((sum, length) => sum + length, newYear(year) + day - 1);
}

const [name, version] = ['mine', '0.1.0']; // fill in: the library and its version

const calendars = [
  {
    id: 'gregory', // fill in: calproof list calendars
    rule: 'gregory', // the published rule by which the library computes it
    first: 1, // the days that it promises: here those of the years 1 to 9999
    last: 3652059,
    beyond: 'refuses', // or 'clamps': what `date` does with other days
    year_zero: true, // whether the library's own years have a year 0
    answers: { date, day }, // and more questions of the protocol, as you like
  },
];

await serve(name, version, calendars);
