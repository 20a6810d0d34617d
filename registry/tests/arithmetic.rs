//! Adding and counting, compared with the words of the specification, which count in loops.

use std::cmp::Ordering;

use calproof_registry::{
    Calendar, Date, DateDuration, DayRange, MonthCode, Overflow, RataDie, Reason, Refusal, Unit,
    calendars,
};

/// The loops of ECMA-402's intl-era-monthcode proposal, `NonISODateAdd` and `NonISODateUntil`, for
/// dates near each other.
struct Loops<'a>(&'a dyn Calendar);

type Month = (i64, u32);

impl Loops<'_> {
    fn ordinal(&self, year: i64, month: MonthCode, overflow: Overflow) -> Result<u32, Refusal> {
        self.0.month_ordinal(year, month).or_else(|refusal| {
            // ConstrainMonthCode: what Adar I and a leap month become in a year without it.
            let hebrew = self.0.id() == "hebrew";
            let number = if hebrew { month.number + 1 } else { month.number };
            match overflow {
                Overflow::Constrain => self.0.month_ordinal(year, MonthCode::common(number)),
                Overflow::Reject => Err(refusal),
            }
        })
    }

    /// Steps month by month.
    fn balance(&self, (mut year, ordinal): Month, months: i64) -> Result<Month, Refusal> {
        let mut ordinal = i64::from(ordinal) + months;
        while ordinal < 1 {
            year -= 1;
            ordinal += i64::from(self.0.months_in_year(year)?);
        }
        while ordinal > i64::from(self.0.months_in_year(year)?) {
            ordinal -= i64::from(self.0.months_in_year(year)?);
            year += 1;
        }
        Ok((year, ordinal as u32))
    }

    /// The day of the month's given day, cut to its length.
    fn regulated(&self, (year, ordinal): Month, day: u32) -> Result<i64, Refusal> {
        let month = self.0.month_code(year, ordinal)?;
        let day = day.min(self.0.days_in_month(year, month)?);
        Ok(self.0.day(Date { year, month, day })?.0)
    }

    /// What lies beyond the range lies beyond the second date.
    fn surpasses(&self, dates: (Date, Date), sign: i64, by: (i64, i64)) -> bool {
        self.try_surpasses(dates, sign, by).unwrap_or(true)
    }

    fn try_surpasses(
        &self,
        dates: (Date, Date),
        sign: i64,
        by: (i64, i64),
    ) -> Result<bool, Refusal> {
        let (from, to) = dates;
        let passes = |order: Ordering| order as i64 * sign > 0;
        let year = from.year + by.0;
        let code = |date: Date| match (self.0.id(), date.month.number) {
            // Its days of Há, M20, lie before M19; elsewhere codes are in the order of months.
            ("bahai" | "bahai-astronomical", number @ 19..) => (39 - number, false),
            (_, number) => (number, date.month.leap),
        };
        if passes((year, code(from), from.day).cmp(&(to.year, code(to), to.day))) {
            return Ok(true);
        }
        let ordinal = self.ordinal(year, from.month, Overflow::Constrain)?;
        let (year, ordinal) = self.balance((year, ordinal), by.1)?;
        let to_ordinal = self.0.month_ordinal(to.year, to.month)?;
        Ok(passes((year, ordinal, from.day).cmp(&(to.year, to_ordinal, to.day))))
    }

    fn until(&self, from: Date, to: Date, largest: Unit) -> Result<DateDuration, Refusal> {
        let (first, last) = (self.0.day(from)?.0, self.0.day(to)?.0);
        let sign = (last - first).signum();
        let (mut years, mut months) = (0, 0);
        if sign == 0 {
            return Ok(DateDuration::default());
        }
        if largest == Unit::Year {
            let mut candidate = to.year - from.year;
            candidate -= candidate.signum();
            while !self.surpasses((from, to), sign, (candidate, 0)) {
                years = candidate;
                candidate += sign;
            }
        }
        let mut candidate = sign;
        while !self.surpasses((from, to), sign, (years, candidate)) {
            months = candidate;
            candidate += sign;
        }
        let year = from.year + years;
        let ordinal = self.ordinal(year, from.month, Overflow::Constrain)?;
        let reached = self.regulated(self.balance((year, ordinal), months)?, from.day)?;
        Ok(DateDuration { years, months, weeks: 0, days: last - reached })
    }
}

/// Seeded pseudo-random numbers: a linear congruential generator with the constants of Knuth's MMIX.
struct Random(u64);

impl Random {
    fn below(&mut self, end: i64) -> i64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end as u64) as i64
    }
}

fn range(calendar: &dyn Calendar) -> DayRange {
    calendar.range().expect("every reference calendar has a range")
}

/// A day within this distance of day 720,000, and within the range.
fn some_day(calendar: &dyn Calendar, random: &mut Random, distance: i64) -> i64 {
    let DayRange { first, last } = range(calendar);
    let (first, last) = (first.0.max(720_000 - distance), last.0.min(720_000 + distance));
    first + random.below(last - first + 1)
}

const CASES: usize = if cfg!(debug_assertions) { 2_000 } else { 20_000 };

#[test]
fn what_lies_between_is_what_the_loops_count() {
    for calendar in calendars::ALL.iter().copied() {
        let mut random = Random(7);
        for _ in 0..CASES {
            let first = some_day(calendar, &mut random, 100_000);
            let far = (first - 4_000 + random.below(8_000))
                .clamp(range(calendar).first.0, range(calendar).last.0);
            let [from, to] = [first, far].map(|day| calendar.date(RataDie(day)).expect("a date"));
            for largest in [Unit::Month, Unit::Year] {
                let counted = Loops(calendar).until(from, to, largest);
                let answered = calendar.until(from, to, largest);
                assert_eq!(answered, counted, "{} {from} until {to}, {largest}", calendar.id());
            }
        }
    }
}

#[test]
fn what_lies_between_leads_to_the_second_date() {
    for calendar in calendars::ALL.iter().copied() {
        let mut random = Random(11);
        for _ in 0..CASES {
            let days = [0; 2].map(|_| some_day(calendar, &mut random, 1 << 30));
            let [from, to] = days.map(|day| calendar.date(RataDie(day)).expect("a date"));
            for (largest, _) in Unit::ALL {
                let between = calendar.until(from, to, largest).expect("both are dates");
                let fields = [between.years, between.months, between.weeks, between.days];
                assert!(fields.iter().all(|field| field * (days[1] - days[0]).signum() >= 0));
                let reached = calendar.add(from, between, Overflow::Constrain);
                assert_eq!(reached, Ok(to), "{} {from} + {between}", calendar.id());
            }
            let days = DateDuration { days: days[1] - days[0], ..DateDuration::default() };
            assert_eq!(calendar.until(from, to, Unit::Day), Ok(days));
        }
    }
}

#[test]
fn adding_is_what_the_loops_do() {
    for calendar in calendars::ALL.iter().copied() {
        let mut random = Random(13);
        for _ in 0..CASES {
            let date = RataDie(some_day(calendar, &mut random, 20_000));
            let date = calendar.date(date).expect("a date");
            let duration = DateDuration {
                years: random.below(40) - 20,
                months: random.below(60) - 30,
                weeks: random.below(9) - 4,
                days: random.below(80) - 40,
            };
            for (overflow, _) in Overflow::ALL {
                let answered = calendar.add(date, duration, overflow).map_err(Refusal::reason);
                let looped = add(calendar, date, duration, overflow).map_err(Refusal::reason);
                assert_eq!(answered, looped, "{} {date} + {duration}", calendar.id());
            }
        }
    }
}

fn add(
    calendar: &dyn Calendar,
    date: Date,
    duration: DateDuration,
    overflow: Overflow,
) -> Result<Date, Refusal> {
    let loops = Loops(calendar);
    let year = date.year + duration.years;
    let ordinal = loops.ordinal(year, date.month, overflow)?;
    let (year, ordinal) = loops.balance((year, ordinal), duration.months)?;
    let month = calendar.month_code(year, ordinal)?;
    let month_length = calendar.days_in_month(year, month)?;
    if date.day > month_length && overflow == Overflow::Reject {
        return Err(Refusal::NoSuchDay { month_length });
    }
    let day = loops.regulated((year, ordinal), date.day)?;
    calendar.date(RataDie(day + 7 * duration.weeks + duration.days))
}

#[test]
fn nothing_is_added_beyond_the_range() {
    let none = DateDuration::default();
    for calendar in calendars::ALL.iter().copied() {
        let id = calendar.id();
        let DayRange { first, last } = range(calendar);
        for (day, sign) in [(first, -1), (last, 1)] {
            let date = calendar.date(day).expect("a day of the range");
            assert_eq!(calendar.add(date, none, Overflow::Reject), Ok(date), "{id}");
            for far in [1, i64::MAX] {
                for duration in [
                    DateDuration { years: sign * far, ..none },
                    DateDuration { months: sign * far, ..none },
                    DateDuration { weeks: sign * far, ..none },
                    DateDuration { days: sign * far, ..none },
                ] {
                    let answer = calendar.add(date, duration, Overflow::Constrain);
                    let reason = answer.map_err(Refusal::reason);
                    assert_eq!(reason, Err(Reason::OutOfRange), "{id} {date} + {duration}");
                }
            }
        }
        let nonsense = Date { year: i64::MAX, month: MonthCode::leap(u8::MAX), day: u32::MAX };
        let date = calendar.date(first).expect("a day of the range");
        assert!(calendar.add(nonsense, none, Overflow::Constrain).is_err(), "{id}");
        assert!(calendar.until(nonsense, date, Unit::Year).is_err(), "{id}");
        assert!(calendar.until(date, nonsense, Unit::Year).is_err(), "{id}");
    }
}
