//! What a question asks of.

use std::fmt;
use std::str::FromStr;

use calproof_registry::{
    Date, DateDuration, EraCode, EraYear, MonthCode, NativeDate, Overflow, RataDie, Unit,
};
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::query::{Ability, Query};

/// An item of a question: an integer, or a list. The long ones are boxed, so that a batch of days or
/// dates stays small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A day or a year.
    Number(i64),
    /// A year and a month; a year and a place in it.
    YearMonth(i64, Month),
    /// A date, or three integers of a native one.
    Date(i64, Month, i64),
    /// A year of an era.
    EraYear(EraCode, i64),
    /// A date, what is added, and what becomes of a day that is too much.
    Sum(Box<(DateItem, [i64; 4], Overflow)>),
    /// Two dates and the largest unit.
    Span(Box<(DateItem, DateItem, Unit)>),
}

/// A date inside a list.
pub type DateItem = (i64, Month, i64);

fn date_item(date: Date) -> DateItem {
    (date.year, date.month.into(), date.day.into())
}

fn date_of((year, month, day): DateItem) -> Option<Date> {
    Some(Date { year, month: month.code()?, day: u32::try_from(day).ok()? })
}

/// A duration as it stands in a line: years, months, weeks, days.
pub fn duration_item(duration: DateDuration) -> [i64; 4] {
    [duration.years, duration.months, duration.weeks, duration.days]
}

/// The duration of such a list.
pub fn duration_of([years, months, weeks, days]: [i64; 4]) -> DateDuration {
    DateDuration { years, months, weeks, days }
}

/// A month as it stands in a line: a number, or the code of a leap month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Month {
    /// The number of its code; any integer in a native date.
    Number(i64),
    /// The leap month of this number.
    Leap(u8),
}

impl From<MonthCode> for Month {
    fn from(code: MonthCode) -> Month {
        if code.leap { Month::Leap(code.number) } else { Month::Number(code.number.into()) }
    }
}

impl Month {
    /// The code; `None` for a number that no code has.
    pub fn code(self) -> Option<MonthCode> {
        match self {
            Month::Number(number) => u8::try_from(number).ok().map(MonthCode::common),
            Month::Leap(number) => Some(MonthCode::leap(number)),
        }
    }
}

impl Argument {
    /// What the query asks of.
    pub fn of(query: Query) -> Argument {
        match query {
            Query::Date(day) | Query::Weekday(day) | Query::EraYear(day) => Argument::Number(day.0),
            Query::Day(date) => {
                let (year, month, day) = date_item(date);
                Argument::Date(year, month, day)
            }
            Query::DayNative(NativeDate { year, month, day }) => {
                Argument::Date(year, Month::Number(month), day)
            }
            Query::MonthsInYear(year) | Query::DaysInYear(year) | Query::IsLeapYear(year) => {
                Argument::Number(year)
            }
            Query::DaysInMonth(year, month) | Query::MonthOrdinal(year, month) => {
                Argument::YearMonth(year, month.into())
            }
            Query::MonthCode(year, ordinal) => {
                Argument::YearMonth(year, Month::Number(ordinal.into()))
            }
            Query::ExtendedYear(EraYear { era, year }) => Argument::EraYear(era, year),
            Query::Add(date, duration, overflow) => {
                Argument::Sum(Box::new((date_item(date), duration_item(duration), overflow)))
            }
            Query::Until(from, to, unit) => {
                Argument::Span(Box::new((date_item(from), date_item(to), unit)))
            }
        }
    }

    /// The query that asks this; `None` if the item does not go with the question.
    pub fn query(&self, ask: Ability) -> Option<Query> {
        Some(match (ask, self) {
            (Ability::Date, Argument::Number(day)) => Query::Date(RataDie(*day)),
            (Ability::Weekday, Argument::Number(day)) => Query::Weekday(RataDie(*day)),
            (Ability::EraYear, Argument::Number(day)) => Query::EraYear(RataDie(*day)),
            (Ability::MonthsInYear, Argument::Number(year)) => Query::MonthsInYear(*year),
            (Ability::DaysInYear, Argument::Number(year)) => Query::DaysInYear(*year),
            (Ability::IsLeapYear, Argument::Number(year)) => Query::IsLeapYear(*year),
            (Ability::DaysInMonth, Argument::YearMonth(year, month)) => {
                Query::DaysInMonth(*year, month.code()?)
            }
            (Ability::MonthOrdinal, Argument::YearMonth(year, month)) => {
                Query::MonthOrdinal(*year, month.code()?)
            }
            (Ability::MonthCode, Argument::YearMonth(year, Month::Number(ordinal))) => {
                Query::MonthCode(*year, u32::try_from(*ordinal).ok()?)
            }
            (Ability::Day, Argument::Date(year, month, day)) => {
                Query::Day(date_of((*year, *month, *day))?)
            }
            (Ability::DayNative, Argument::Date(year, Month::Number(month), day)) => {
                Query::DayNative(NativeDate { year: *year, month: *month, day: *day })
            }
            (Ability::ExtendedYear, Argument::EraYear(era, year)) => {
                Query::ExtendedYear(EraYear { era: *era, year: *year })
            }
            (Ability::Add, Argument::Sum(sum)) => {
                Query::Add(date_of(sum.0)?, duration_of(sum.1), sum.2)
            }
            (Ability::Until, Argument::Span(span)) => {
                Query::Until(date_of(span.0)?, date_of(span.1)?, span.2)
            }
            _ => return None,
        })
    }

    /// The largest absolute value in it.
    pub fn largest(&self) -> u64 {
        let date = |(year, month, day): DateItem| {
            let month = match month {
                Month::Number(number) => number.unsigned_abs(),
                Month::Leap(number) => number.into(),
            };
            year.unsigned_abs().max(month).max(day.unsigned_abs())
        };
        match self {
            Argument::Number(number) | Argument::EraYear(_, number) => number.unsigned_abs(),
            Argument::YearMonth(year, month) => date((*year, *month, 0)),
            Argument::Date(year, month, day) => date((*year, *month, *day)),
            Argument::Sum(sum) => {
                let fields = sum.1.iter().map(|field| field.unsigned_abs());
                fields.fold(date(sum.0), u64::max)
            }
            Argument::Span(span) => date(span.0).max(date(span.1)),
        }
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match *self {
            Month::Number(number) => out.serialize_i64(number),
            Month::Leap(number) => out.collect_str(&MonthCode::leap(number)),
        }
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Month, D::Error> {
        input.deserialize_any(MonthVisitor)
    }
}

struct MonthVisitor;

impl Visitor<'_> for MonthVisitor {
    type Value = Month;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a month: an integer, or a text such as \"M05L\"")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Month, E> {
        Ok(Month::Number(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Month, E> {
        signed(number).map(Month::Number)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Month, E> {
        match text.parse() {
            Ok(MonthCode { number, leap: true }) => Ok(Month::Leap(number)),
            _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
        }
    }
}

/// The number, if it fits.
pub fn signed<E: de::Error>(number: u64) -> Result<i64, E> {
    i64::try_from(number).map_err(|_| E::custom(format!("{number} does not fit 64 signed bits")))
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Argument::Number(number) => out.serialize_i64(*number),
            Argument::YearMonth(year, month) => (year, month).serialize(out),
            Argument::Date(year, month, day) => (year, month, day).serialize(out),
            Argument::EraYear(era, year) => (era.as_str(), year).serialize(out),
            Argument::Sum(sum) => (sum.0, sum.1, sum.2.to_string()).serialize(out),
            Argument::Span(span) => (span.0, span.1, span.2.to_string()).serialize(out),
        }
    }
}

impl<'de> Deserialize<'de> for Argument {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Argument, D::Error> {
        input.deserialize_any(ArgumentVisitor)
    }
}

struct ArgumentVisitor;

impl<'de> Visitor<'de> for ArgumentVisitor {
    type Value = Argument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, or a list of two or three")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Argument, E> {
        Ok(Argument::Number(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Argument, E> {
        signed(number).map(Argument::Number)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Argument, A::Error> {
        let argument = match element(&mut list, 0)? {
            Start::Era(era) => Argument::EraYear(era, element(&mut list, 1)?),
            Start::Date(date) => match element(&mut list, 1)? {
                DateOrDuration::Date(to) => Argument::Span(Box::new((date, to, named(&mut list)?))),
                DateOrDuration::Duration(duration) => {
                    Argument::Sum(Box::new((date, duration, named(&mut list)?)))
                }
            },
            Start::Number(year) => {
                let month = element(&mut list, 1)?;
                match list.next_element()? {
                    None => return Ok(Argument::YearMonth(year, month)),
                    Some(day) => Argument::Date(year, month, day),
                }
            }
        };
        end(&mut list)?;
        Ok(argument)
    }
}

/// The list's element at this place, which has to be there.
pub fn element<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(
    list: &mut A,
    place: usize,
) -> Result<T, A::Error> {
    list.next_element()?.ok_or_else(|| de::Error::invalid_length(place, &"a longer list"))
}

/// Refuses what follows.
pub fn end<'de, A: SeqAccess<'de>>(list: &mut A) -> Result<(), A::Error> {
    match list.next_element::<de::IgnoredAny>()? {
        None => Ok(()),
        Some(_) => Err(de::Error::custom("a list with too many elements")),
    }
}

/// A name such as `constrain` or `year`, the last of three elements.
fn named<'de, T: FromStr<Err = String>, A: SeqAccess<'de>>(list: &mut A) -> Result<T, A::Error> {
    element::<String, A>(list, 2)?.parse().map_err(de::Error::custom)
}

/// With what a list begins.
pub enum Start {
    /// A year.
    Number(i64),
    /// An era.
    Era(EraCode),
    /// A date.
    Date(DateItem),
}

impl<'de> Deserialize<'de> for Start {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Start, D::Error> {
        input.deserialize_any(StartVisitor)
    }
}

struct StartVisitor;

impl<'de> Visitor<'de> for StartVisitor {
    type Value = Start;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, an era or a date")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Start, E> {
        Ok(Start::Number(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Start, E> {
        signed(number).map(Start::Number)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Start, E> {
        text.parse().map(Start::Era).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Start, A::Error> {
        let date = (element(&mut list, 0)?, element(&mut list, 1)?, element(&mut list, 2)?);
        end(&mut list)?;
        Ok(Start::Date(date))
    }
}

/// A list of three or of four.
enum DateOrDuration {
    Date(DateItem),
    Duration([i64; 4]),
}

impl<'de> Deserialize<'de> for DateOrDuration {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<DateOrDuration, D::Error> {
        input.deserialize_seq(DateOrDurationVisitor)
    }
}

struct DateOrDurationVisitor;

impl<'de> Visitor<'de> for DateOrDurationVisitor {
    type Value = DateOrDuration;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date of three elements, or a duration of four")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<DateOrDuration, A::Error> {
        let (year, month, day) =
            (element(&mut list, 0)?, element(&mut list, 1)?, element(&mut list, 2)?);
        let Some(days) = list.next_element()? else {
            return Ok(DateOrDuration::Date((year, month, day)));
        };
        end(&mut list)?;
        match month {
            Month::Number(months) => Ok(DateOrDuration::Duration([year, months, day, days])),
            Month::Leap(_) => Err(de::Error::custom("a duration has no leap month")),
        }
    }
}
