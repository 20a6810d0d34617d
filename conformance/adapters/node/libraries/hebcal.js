// @hebcal/core: the Hebrew calendar.

import { HDate } from '@hebcal/core';

import { Refused, refuses } from '../protocol.js';

export const NAME = '@hebcal/core';

// The code of a month, which the library counts from Nisan; Adar II is 13.
function code(year, month) {
  if (month === 12 && HDate.isLeapYear(year)) return 'M05L';
  return month <= 6 ? month + 6 : Math.min(month - 6, 6);
}

// The library's number of a month; unsupported for a leap month that the year does not have.
function number(year, month) {
  if (typeof month === 'string') {
    if (month === 'M05L' && HDate.isLeapYear(year)) return 12;
    throw new Refused('unsupported');
  }
  if (month === 6) return HDate.isLeapYear(year) ? 13 : 12;
  if (month >= 1 && month <= 12) return month < 6 ? month + 6 : month - 6;
  // No such month: 13 would be Adar II.
  return month > 12 ? month + 1 : month;
}

function dateOf(day) {
  const date = new HDate(day);
  return [date.getFullYear(), code(date.getFullYear(), date.getMonth()), date.getDate()];
}

// A day that a JavaScript number cannot hold exactly is unsupported.
function dayOf(year, month, day) {
  const abs = new HDate(day, number(year, month), year).abs();
  if (Math.abs(abs) > Number.MAX_SAFE_INTEGER) throw new Refused('unsupported');
  return abs;
}

// abs2hebrew and hebrew2abs throw RangeError: "is before epoch", "invalid year".
const documented = (ask) => refuses(RangeError, ask);

export const CALENDARS = [
  {
    id: 'hebrew',
    rule: 'hebrew',
    // HDate: "The Hebrew year (1-9999)".
    first: HDate.hebrew2abs(1, 7, 1),
    last: HDate.hebrew2abs(9999, 6, 29),
    beyond: 'refuses',
    // "Hebrew day should be a number between 1-30"; other numbers, and the 30th in a month of 29
    // days, are not documented.
    impossible: { day: 'undefined', 'days-in-month': 'undefined' },
    year_zero: true,
    answers: {
      date: documented(dateOf),
      day: documented(dayOf),
      'months-in-year': (year) => HDate.monthsInYear(year),
      'days-in-year': (year) => HDate.daysInYear(year),
      'days-in-month': (year, month) => HDate.daysInMonth(number(year, month), year),
      'is-leap-year': (year) => HDate.isLeapYear(year),
    },
  },
];
