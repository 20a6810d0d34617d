//! The table of questions, and everything generated from it.

use std::fmt;

use calproof_registry::{
    Calendar, Date, DateDuration, DateFields, EraYear, IsoWeekDate, MonthCode, MonthDay,
    NativeDate, Overflow, RataDie, Unit, Weekday,
};

use crate::query::json::Json;
use crate::query::row::{Operands, Parameter, Row};
use crate::query::shape::JsonShape;
use crate::query::types::{Answer, AnswerType, ArgumentType, Probe, WireType};
use crate::query::{Observation, Span, Sum};

/// Generates all code that is needed once per question. A row has the question's documentation, its
/// variant of [`Query`], its name, the method of [`Calendar`] that answers it, and what it is
/// about. Two columns are optional: `result`, the description in `PROTOCOL.md` if the answer's type
/// says too little, and `example`, operands for the command line if there are several.
///
/// To add a question with existing types, add a row, and a method of [`Calendar`] with a default.
/// `cargo xtask generate` then updates `PROTOCOL.md`, the schema and the dictionaries.
macro_rules! questions {
    ($(
        $(#[doc = $doc:literal])+
        $variant:ident $name:literal {
            fn $method:ident($($argument:ident: $type:ty),+) -> $answer:ty;
            about $about:expr;
            $(result $result:literal;)?
            $(example $example:literal;)?
        }
    )*) => {
        /// One question about one calendar. Years are extended years.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Query {
            $($(#[doc = $doc])+ $variant($($type),+),)*
        }

        /// A kind of question that a subject declares it can answer.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Ability {
            $($(#[doc = $doc])+ $variant,)*
        }

        /// The table, in the order of the abilities.
        const ROWS: &[Row] = &[$(Row {
            name: $name,
            parameters: &[$(Parameter::of::<$type>()),+],
            item: questions!(@shape $($type)+),
            on_page: <$answer>::ON_PAGE,
            result: questions!(@optional $($result)?),
            example: questions!(@optional $($example)?),
        },)*];

        impl Ability {
            /// All abilities with their names on the command line and on the wire.
            pub const ALL: [(Ability, &'static str); ROWS.len()] =
                [$((Ability::$variant, $name),)*];

            /// Parses the operands of a command line; the error describes what is expected.
            pub fn parse(self, operands: &[&str]) -> Result<Query, String> {
                let mut operands = Operands::new(self.row(), operands)?;
                Ok(match self {
                    $(Ability::$variant => Query::$variant($(operands.next::<$type>()?),+),)*
                })
            }

            /// Parses an item on the wire; `None` if it does not fit the question.
            #[inline]
            pub fn query(self, item: &Json) -> Option<Query> {
                Some(match self {
                    $(Ability::$variant => questions!(@read $variant item $($argument: $type)+),)*
                })
            }

            /// Parses a result on the wire; `None` if it does not fit the question.
            #[inline]
            pub fn answer(self, result: &Json) -> Option<Answer> {
                match self {
                    $(Ability::$variant => <$answer>::of_json(result).map(Answer::from),)*
                }
            }

            /// A query to find out whether a calendar answers this question at all.
            pub fn probe(self, probe: &Probe) -> Option<Query> {
                Some(match self {
                    $(Ability::$variant => Query::$variant($(<$type>::probe(probe)?),+),)*
                })
            }
        }

        impl Query {
            /// The ability that is needed to answer it.
            pub const fn ability(self) -> Ability {
                match self {
                    $(Query::$variant(..) => Ability::$variant,)*
                }
            }

            /// The calendar's answer or refusal.
            pub fn answered_by(self, calendar: &dyn Calendar) -> Observation {
                match self {
                    $(Query::$variant($($argument),+) => {
                        calendar.$method($($argument),+).into()
                    })*
                }
            }

            /// The arguments as an item on the wire.
            #[inline]
            pub fn item(self) -> Json {
                match self {
                    $(Query::$variant($($argument),+) => questions!(@item $($argument)+),)*
                }
            }

            /// What the query is about.
            pub fn about(self) -> About {
                match self {
                    $(Query::$variant($($argument),+) => {
                        // Some rows do not use all arguments.
                        _ = ($($argument),+);
                        $about
                    })*
                }
            }
        }

        impl fmt::Display for Query {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.ability().name())?;
                match *self {
                    $(Query::$variant($($argument),+) => {
                        $(f.write_str(" ")?;
                        ArgumentType::show($argument, f)?;)+
                    })*
                }
                Ok(())
            }
        }

        /// The questions as methods, for anything that can ask a subject.
        pub trait Questions {
            /// The result of a question whose answer has this type.
            type Of<T>;

            /// Asks the query.
            fn put<T: AnswerType>(&mut self, query: Query) -> Self::Of<T>;

            $($(#[doc = $doc])+
            fn $method(&mut self, $($argument: $type),+) -> Self::Of<$answer> {
                self.put(Query::$variant($($argument),+))
            })*
        }
    };

    // A single argument is the item itself; several form a list.
    (@shape $type:ty) => { <$type>::SHAPE };
    (@shape $($type:ty)+) => { JsonShape::List(&[$(<$type>::SHAPE),+]) };
    (@item $argument:ident) => { $argument.to_json() };
    (@item $($argument:ident)+) => { Json::of_list(vec![$($argument.to_json()),+]) };
    (@read $variant:ident $item:ident $argument:ident: $type:ty) => {
        Query::$variant(<$type>::of_json($item)?)
    };
    (@read $variant:ident $item:ident $($argument:ident: $type:ty)+) => {{
        let elements = $item.elements()?;
        let [$($argument),+] = elements.as_ref() else { return None };
        Query::$variant($(<$type>::of_json($argument)?),+)
    }};
    (@optional) => { None };
    (@optional $text:literal) => { Some($text) };
}

impl Ability {
    /// Its name on the command line and on the wire.
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// The ability with this name.
    pub fn by_name(name: &str) -> Option<Ability> {
        Ability::ALL.iter().find(|(_, other)| *other == name).map(|(ability, _)| *ability)
    }

    /// Its row of the table.
    pub const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// All rows, in the order of the abilities.
    pub fn rows() -> impl Iterator<Item = &'static Row> {
        ROWS.iter()
    }
}

impl fmt::Display for Ability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a question is about: decides how it is judged, and whether an answer was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Day(RataDie),
    Date(Date),
    Native(NativeDate),
    Year(i64),
    Sum(Sum),
    Span(Span),
    /// Something else. No check takes it as input, and only the subject knows its day.
    Other,
}

questions! {
    /// The date of a day.
    Date "date" {
        fn date(day: RataDie) -> Date;
        about About::Day(day);
    }

    /// The day of a date.
    Day "day" {
        fn day(date: Date) -> RataDie;
        about About::Date(date);
    }

    /// The day of a date in the subject's own integers.
    DayNative "day-native" {
        fn day_native(date: NativeDate) -> RataDie;
        about About::Native(date);
    }

    /// The number of months in a year.
    MonthsInYear "months-in-year" {
        fn months_in_year(year: i64) -> u32;
        about About::Year(year);
        result "how many months it has";
    }

    /// The number of days in a year.
    DaysInYear "days-in-year" {
        fn days_in_year(year: i64) -> u32;
        about About::Year(year);
        result "how many days it has";
    }

    /// The number of days in a month of a year.
    DaysInMonth "days-in-month" {
        fn days_in_month(year: i64, month: MonthCode) -> u32;
        about About::Year(year);
        result "how many days the month has";
        example "5784 M05L";
    }

    /// Whether a year is a leap year.
    IsLeapYear "is-leap-year" {
        fn is_leap_year(year: i64) -> bool;
        about About::Year(year);
    }

    /// The weekday of a day; `None` for a day outside the week.
    Weekday "weekday" {
        fn weekday(day: RataDie) -> Option<Weekday>;
        about About::Day(day);
    }

    /// How many days has the week of this day?
    DaysInWeek "days-in-week" {
        fn days_in_week(day: RataDie) -> u32;
        about About::Day(day);
        result "how many days its week has";
    }

    /// Which code has the month with this ordinal in the year, counted from 1?
    MonthCode "month-code" {
        fn month_code(year: i64, place: u32) -> MonthCode;
        about About::Year(year);
        example "5784 6";
    }

    /// The ordinal of a month in a year, counted from 1.
    MonthOrdinal "month-ordinal" {
        fn month_ordinal(year: i64, month: MonthCode) -> u32;
        about About::Year(year);
        result "the month's ordinal in the year, counted from 1";
        example "5784 M05L";
    }

    /// The ordinal of a day in its year, counted from 1.
    DayOfYear "day-of-year" {
        fn day_of_year(day: RataDie) -> u32;
        about About::Day(day);
        result "the day of the year, counted from 1";
    }

    /// The day with this ordinal in the year, counted from 1.
    DayFromOrdinal "day-from-ordinal" {
        fn day_from_ordinal(year: i64, place: u32) -> RataDie;
        about About::Year(year);
        example "2024 60";
    }

    /// The ISO 8601 week and weekday of a day.
    IsoWeek "iso-week" {
        fn iso_week(day: RataDie) -> IsoWeekDate;
        about About::Day(day);
    }

    /// The day of an ISO 8601 week and weekday.
    DayFromIsoWeek "day-from-iso-week" {
        fn day_from_iso_week(week: IsoWeekDate) -> RataDie;
        about About::Other;
    }

    /// The era of a day, and its year in that era.
    EraYear "era-year" {
        fn era_year(day: RataDie) -> EraYear;
        about About::Day(day);
        result "`[era, year]`, the year in the day's era";
    }

    /// The extended year of an era year.
    ExtendedYear "extended-year" {
        fn extended_year(year: EraYear) -> i64;
        about About::Other;
    }

    /// Which day is this day of a month in a reference year, by the rules of Temporal?
    MonthDay "month-day" {
        fn month_day(day: MonthDay, overflow: Overflow) -> RataDie;
        about About::Other;
        example "M02-29";
    }

    /// Which date is nearest to this one in its year, by the rules of Temporal?
    NearestDate "nearest-date" {
        fn nearest_date(date: Date, overflow: Overflow) -> Date;
        about About::Other;
        example "2023-02-29";
    }

    /// Which date has these fields, by the rules of Temporal?
    DateFromFields "date-from-fields" {
        fn date_from_fields(fields: DateFields, overflow: Overflow) -> Date;
        about About::Other;
        example "year=5784/month=M05L/day=1";
    }

    /// Which date is so much later, by the rules of Temporal?
    Add "add" {
        fn add(date: Date, duration: DateDuration, overflow: Overflow) -> Date;
        about About::Sum(Sum { date, duration, overflow });
        example "2025-01-31 P1M";
    }

    /// The difference between two dates, by the rules of Temporal.
    Until "until" {
        fn until(from: Date, to: Date, largest: Unit) -> DateDuration;
        about About::Span(Span { from, to, largest });
        example "2024-02-29 2026-02-28 year";
    }
}
