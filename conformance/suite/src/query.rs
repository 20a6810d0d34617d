//! One thing asked, and one thing said.

use std::fmt;

use calproof_registry::{
    Date, DateDuration, EraYear, MonthCode, NativeDate, Overflow, RataDie, Refusal, Unit, Weekday,
};

/// One question about one calendar. Years are extended years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Query {
    /// Which date is this day?
    Date(RataDie),
    /// Which day is this date?
    Day(Date),
    /// Which day is this date, in the subject's own integers?
    DayNative(NativeDate),
    /// How many months has the year?
    MonthsInYear(i64),
    /// How many days has the year?
    DaysInYear(i64),
    /// How many days has the month in the year?
    DaysInMonth(i64, MonthCode),
    /// Is the year a leap year?
    IsLeapYear(i64),
    /// Which weekday is this day?
    Weekday(RataDie),
    /// Which code has the month with this place in the year, counted from 1?
    MonthCode(i64, u32),
    /// Which place in the year has the month, counted from 1?
    MonthOrdinal(i64, MonthCode),
    /// Which year of which era is this day's?
    EraYear(RataDie),
    /// Which extended year is this year of an era?
    ExtendedYear(EraYear),
    /// Which date is so much later, by the rules of Temporal?
    Add(Date, DateDuration, Overflow),
    /// What lies between the two dates, by the rules of Temporal?
    Until(Date, Date, Unit),
}

/// A kind of question that a subject says it can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is explained at its `Query`")]
#[non_exhaustive]
pub enum Ability {
    Date,
    Day,
    DayNative,
    MonthsInYear,
    DaysInYear,
    DaysInMonth,
    IsLeapYear,
    Weekday,
    MonthCode,
    MonthOrdinal,
    EraYear,
    ExtendedYear,
    Add,
    Until,
}

impl Ability {
    /// All abilities with their names, as the command line spells them.
    pub const ALL: [(Ability, &'static str); 14] = [
        (Ability::Date, "date"),
        (Ability::Day, "day"),
        (Ability::DayNative, "day-native"),
        (Ability::MonthsInYear, "months-in-year"),
        (Ability::DaysInYear, "days-in-year"),
        (Ability::DaysInMonth, "days-in-month"),
        (Ability::IsLeapYear, "is-leap-year"),
        (Ability::Weekday, "weekday"),
        (Ability::MonthCode, "month-code"),
        (Ability::MonthOrdinal, "month-ordinal"),
        (Ability::EraYear, "era-year"),
        (Ability::ExtendedYear, "extended-year"),
        (Ability::Add, "add"),
        (Ability::Until, "until"),
    ];
}

impl fmt::Display for Ability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Ability::ALL.iter().find(|(ability, _)| ability == self);
        f.pad(name.map_or("unknown", |(_, name)| name))
    }
}

impl Query {
    /// The ability that it takes to answer.
    pub const fn ability(self) -> Ability {
        match self {
            Query::Date(_) => Ability::Date,
            Query::Day(_) => Ability::Day,
            Query::DayNative(_) => Ability::DayNative,
            Query::MonthsInYear(_) => Ability::MonthsInYear,
            Query::DaysInYear(_) => Ability::DaysInYear,
            Query::DaysInMonth(..) => Ability::DaysInMonth,
            Query::IsLeapYear(_) => Ability::IsLeapYear,
            Query::Weekday(_) => Ability::Weekday,
            Query::MonthCode(..) => Ability::MonthCode,
            Query::MonthOrdinal(..) => Ability::MonthOrdinal,
            Query::EraYear(_) => Ability::EraYear,
            Query::ExtendedYear(_) => Ability::ExtendedYear,
            Query::Add(..) => Ability::Add,
            Query::Until(..) => Ability::Until,
        }
    }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ability = self.ability();
        match self {
            Query::Date(day) | Query::Weekday(day) | Query::EraYear(day) => {
                write!(f, "{ability} {}", day.0)
            }
            Query::Day(date) => write!(f, "{ability} {date}"),
            Query::DayNative(native) => write!(f, "{ability} {native}"),
            Query::MonthsInYear(year) | Query::DaysInYear(year) | Query::IsLeapYear(year) => {
                write!(f, "{ability} {year}")
            }
            Query::DaysInMonth(year, month) | Query::MonthOrdinal(year, month) => {
                write!(f, "{ability} {year} {month}")
            }
            Query::MonthCode(year, ordinal) => write!(f, "{ability} {year} {ordinal}"),
            Query::ExtendedYear(year) => write!(f, "{ability} {year}"),
            Query::Add(date, duration, overflow) => {
                write!(f, "{ability} {date} {duration} {overflow}")
            }
            Query::Until(from, to, largest) => write!(f, "{ability} {from} {to} {largest}"),
        }
    }
}

/// A date, and what is added to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub date: Date,
    pub duration: DateDuration,
    pub overflow: Overflow,
}

/// Two dates, and the largest unit in which to count between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub from: Date,
    pub to: Date,
    pub largest: Unit,
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.date, self.duration, self.overflow)
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.from, self.to, self.largest)
    }
}

/// What a subject answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the answer to the query of that name")]
#[non_exhaustive]
pub enum Answer {
    Day(RataDie),
    Date(Date),
    Count(u32),
    Flag(bool),
    Weekday(Option<Weekday>),
    Month(MonthCode),
    EraYear(EraYear),
    Year(i64),
    Duration(DateDuration),
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Day(day) => write!(f, "day {}", day.0),
            Answer::Date(date) => date.fmt(f),
            Answer::Count(count) => count.fmt(f),
            Answer::Flag(flag) => f.pad(if *flag { "yes" } else { "no" }),
            Answer::Weekday(Some(weekday)) => weekday.fmt(f),
            Answer::Weekday(None) => f.pad("a day outside the week"),
            Answer::Month(month) => month.fmt(f),
            Answer::EraYear(year) => year.fmt(f),
            Answer::Year(year) => year.fmt(f),
            Answer::Duration(duration) => duration.fmt(f),
        }
    }
}

/// What came back: not yet a judgement.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Observation {
    /// An answer.
    Value(Answer),
    /// A refusal.
    Refused(Refusal),
    /// The subject died: what it said while dying. Hostile text.
    Crashed(String),
    /// The subject gave no answer within its deadline.
    TimedOut,
    /// The subject broke the protocol: how. Hostile text.
    Garbled(String),
    /// The subject could not be asked any more: why.
    Lost(String),
}

impl fmt::Display for Observation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Observation::Value(answer) => answer.fmt(f),
            Observation::Refused(refusal) => write!(f, "refused, {refusal}"),
            Observation::Crashed(words) => write!(f, "crashed: {}", crate::escape::line(words)),
            Observation::TimedOut => f.pad("no answer within the deadline"),
            Observation::Garbled(words) => {
                write!(f, "broke the protocol: {}", crate::escape::line(words))
            }
            Observation::Lost(words) => write!(f, "not asked: {}", crate::escape::line(words)),
        }
    }
}
