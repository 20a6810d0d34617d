// Your part: functions that ask the library. Pass everything on; check and correct nothing.

import { Refused, UNSUPPORTED, serve } from './protocol.mjs';

// The date [year, month, day] of a day. Day 1 is Monday, 1 January of the year 1.
function date(day) {
  throw new Refused(UNSUPPORTED); // fill in
}

// The day of a date. If there is none, `throw new Refused('no-such-day')`, or another reason.
// A month is its number, or 'M05L' for the leap month that follows month 5.
function day(year, month, day) {
  throw new Refused(UNSUPPORTED); // fill in
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
