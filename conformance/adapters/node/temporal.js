// The calendars of Temporal, for any implementation of it.

import { Refused, UNIX_EPOCH, refuses } from './protocol.js';

// Those of the proposal "Intl era and monthCode", except `chinese` and `dangi`, which come from
// Node's ICU and not from the library, and `islamic`, whose rule is not specified.
const IDS = [
  'gregory', 'iso8601', 'buddhist', 'roc', 'japanese', 'coptic', 'ethiopic', 'ethioaa', 'hebrew',
  'indian', 'islamic-civil', 'islamic-tbla', 'islamic-umalqura', 'persian',
];

// `text` gives Temporal's month code, and `code` the protocol's month.
const text = (month) => (typeof month === 'string' ? month : `M${String(month).padStart(2, '0')}`);
const code = (month) => (month.length > 3 ? month : Number(month.slice(1)));
const fieldsOf = (date) => [date.year, code(date.monthCode), date.day];

// `first` and `last` are the first and the last day of the declared range.
export function claims(Temporal, first, last, without = []) {
  const epoch = new Temporal.PlainDate(1970, 1, 1);
  // "Throws a RangeError" if there is no such date, or if it is out of range.
  const documented = (ask) => refuses(RangeError, ask);
  const onDay = (calendar, day) =>
    epoch.add({ days: day - UNIX_EPOCH }).withCalendar(calendar);
  const on = (calendar, year, month, day, overflow = 'reject') => {
    if (month < 0 || month > 99) throw new Refused('unsupported'); // Not in a month code.
    const fields = { calendar, year, monthCode: text(month), day };
    return Temporal.PlainDate.from(fields, { overflow });
  };
  const monthDay = (calendar, [month, day], overflow) => {
    if (month < 0 || month > 99) throw new Refused('unsupported');
    const fields = { calendar, monthCode: text(month), day };
    const found = Temporal.PlainMonthDay.from(fields, { overflow });
    // The ISO form of a month and day in another calendar has the reference year.
    return Temporal.PlainDate.from(found.toString({ calendarName: 'always' }));
  };
  const of = (calendar, [year, era, eraYear, month, monthCode, day], overflow) => {
    // Where a calendar has no eras in the library, it does not look at them.
    const hasEras = onDay(calendar, UNIX_EPOCH).era !== undefined;
    if (!hasEras && (era !== null || eraYear !== null)) throw new Refused('unsupported');
    const given = { year, era, eraYear, month, monthCode: monthCode === null ? null : text(monthCode), day };
    const there = Object.entries(given).filter(([, value]) => value !== null);
    return Temporal.PlainDate.from({ calendar, ...Object.fromEntries(there) }, { overflow });
  };
  const dayOf = (date) => epoch.until(date.withCalendar('iso8601')).days + UNIX_EPOCH;
  const ids = IDS.filter((id) => !without.includes(id));
  return ids.map((id) => ({
    id,
    rule: id,
    first,
    last,
    beyond: 'refuses',
    year_zero: true,
    answers: {
      date: documented((day) => fieldsOf(onDay(id, day))),
      day: documented((...date) => dayOf(on(id, ...date))),
      'days-in-week': documented((day) => onDay(id, day).daysInWeek),
      'months-in-year': documented((year) => on(id, year, 1, 1).monthsInYear),
      'days-in-year': documented((year) => on(id, year, 1, 1).daysInYear),
      'days-in-month': documented((year, month) => on(id, year, month, 1).daysInMonth),
      'is-leap-year': documented((year) => on(id, year, 1, 1).inLeapYear),
      'month-day': documented((day, overflow) => dayOf(monthDay(id, day, overflow))),
      // A field that is missing is a TypeError.
      'date-from-fields': documented(
        refuses(TypeError, (fields, overflow) => fieldsOf(of(id, fields, overflow))),
      ),
      'nearest-date': documented((date, overflow) => fieldsOf(on(id, ...date, overflow))),
    },
  }));
}
