// jalaali-js: the Persian calendar by Borkowski's breaks.

import * as jalaali from 'jalaali-js';

import { JULIAN_DAY, commonMonths, refuses } from '../protocol.js';

export const NAME = 'jalaali-js';

// "Throws RangeError if jy is outside the supported range (-61 … 3177)".
const { MIN_JALAALI_YEAR: first, MAX_JALAALI_YEAR: last } = jalaali;
const documented = (ask) => refuses(RangeError, ask);

function dateOf(day) {
  const { jy, jm, jd } = jalaali.d2j(day + JULIAN_DAY);
  return [jy, jm, jd];
}

const dayOf = documented(commonMonths((...date) => jalaali.j2d(...date) - JULIAN_DAY));

export const CALENDARS = [
  {
    id: 'persian',
    rule: 'persian-borkowski',
    first: jalaali.j2d(first, 1, 1) - JULIAN_DAY,
    last: jalaali.j2d(last, 12, jalaali.jalaaliMonthLength(last, 12)) - JULIAN_DAY,
    beyond: 'refuses',
    // j2d: "Inputs are not range-checked — pass valid dates"; jalaaliMonthLength: "`jm` is not
    // range-checked".
    impossible: { day: 'undefined', 'day-native': 'undefined', 'days-in-month': 'undefined' },
    year_zero: true,
    answers: {
      date: documented(dateOf),
      day: dayOf,
      'day-native': dayOf,
      'days-in-month': documented(commonMonths(jalaali.jalaaliMonthLength)),
      'is-leap-year': documented(jalaali.isLeapJalaaliYear),
    },
  },
];
