// @internationalized/date: eleven calendars, each in the last of its eras.

import { CalendarDate, createCalendar } from '@internationalized/date';

import { JULIAN_DAY, Refused } from '../protocol.js';

export const NAME = '@internationalized/date';

// Without `japanese`, whose years count within one era only.
const ONE_ERA = [
  'gregory', 'buddhist', 'roc', 'ethiopic', 'ethioaa', 'coptic', 'indian', 'islamic-civil',
  'islamic-tbla', 'persian', 'hebrew',
];

// Months are ordinals. Hebrew months have codes, so in a leap year M05L is the sixth month.
function code(calendar, { month, ...date }) {
  if (calendar.identifier !== 'hebrew' || calendar.getMonthsInYear(date) === 12) return month;
  return month === 6 ? 'M05L' : month - (month > 6);
}

function ordinal(calendar, year, month) {
  const isLeapYear = calendar.identifier === 'hebrew' && calendar.getMonthsInYear({ year }) === 13;
  if (typeof month === 'string') {
    if (month === 'M05L' && isLeapYear) return 6;
    throw new Refused('unsupported');
  }
  return month + (isLeapYear && month > 5);
}

function claim(id) {
  const calendar = createCalendar(id);
  const dayOf = (...date) => calendar.toJulianDay(new CalendarDate(calendar, ...date)) - JULIAN_DAY;
  const lastYear = calendar.getYearsInEra(new CalendarDate(calendar, 1, 1, 1));
  return {
    id,
    rule: id === 'persian' ? 'persian-33' : id,
    first: dayOf(1, 1, 1),
    // Months and days beyond the last are constrained to it.
    last: dayOf(lastYear, 99, 99),
    beyond: 'refuses',
    // The documentation mentions constraining only for `set`.
    impossible: { day: 'undefined', 'day-native': 'undefined' },
    year_zero: true,
    answers: {
      date: (day) => {
        const date = calendar.fromJulianDay(day + JULIAN_DAY);
        const eras = calendar.getEras();
        // The years of an earlier era count in another way.
        if (date.era !== eras[eras.length - 1]) throw new Refused('unsupported');
        return [date.year, code(calendar, date), date.day];
      },
      day: (year, month, day) => dayOf(year, ordinal(calendar, year, month), day),
      'day-native': dayOf,
    },
  };
}

export const CALENDARS = ONE_ERA.map(claim);
