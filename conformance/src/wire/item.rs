//! What a question asks of, and what comes back for it.

use std::fmt;

use calproof_registry::{Date, MonthCode, NativeDate, RataDie, Reason, Refusal, Weekday};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::query::{Ability, Answer, Observation, Query};

/// An item of a question: an integer, or a list of two or three.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A day or a year.
    Number(i64),
    /// A year and a month.
    YearMonth(i64, Month),
    /// A date, or three integers of a native one.
    Date(i64, Month, i64),
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
    fn code(self) -> Option<MonthCode> {
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
            Query::Date(day) | Query::Weekday(day) => Argument::Number(day.0),
            Query::Day(date) => Argument::Date(date.year, date.month.into(), date.day.into()),
            Query::DayNative(NativeDate { year, month, day }) => {
                Argument::Date(year, Month::Number(month), day)
            }
            Query::MonthsInYear(year) | Query::DaysInYear(year) | Query::IsLeapYear(year) => {
                Argument::Number(year)
            }
            Query::DaysInMonth(year, month) => Argument::YearMonth(year, month.into()),
        }
    }

    /// The query that asks this; `None` if the item does not go with the question.
    pub fn query(self, ask: Ability) -> Option<Query> {
        match (ask, self) {
            (Ability::Date, Argument::Number(day)) => Some(Query::Date(RataDie(day))),
            (Ability::Weekday, Argument::Number(day)) => Some(Query::Weekday(RataDie(day))),
            (Ability::MonthsInYear, Argument::Number(year)) => Some(Query::MonthsInYear(year)),
            (Ability::DaysInYear, Argument::Number(year)) => Some(Query::DaysInYear(year)),
            (Ability::IsLeapYear, Argument::Number(year)) => Some(Query::IsLeapYear(year)),
            (Ability::DaysInMonth, Argument::YearMonth(year, month)) => {
                Some(Query::DaysInMonth(year, month.code()?))
            }
            (Ability::Day, Argument::Date(year, month, day)) => {
                let (month, day) = (month.code()?, u32::try_from(day).ok()?);
                Some(Query::Day(Date { year, month, day }))
            }
            (Ability::DayNative, Argument::Date(year, Month::Number(month), day)) => {
                Some(Query::DayNative(NativeDate { year, month, day }))
            }
            _ => None,
        }
    }

    /// The largest absolute value in it.
    pub fn largest(self) -> u64 {
        let month = |month| match month {
            Month::Number(number) => number.unsigned_abs(),
            Month::Leap(number) => number.into(),
        };
        match self {
            Argument::Number(number) => number.unsigned_abs(),
            Argument::YearMonth(year, code) => year.unsigned_abs().max(month(code)),
            Argument::Date(year, code, day) => {
                year.unsigned_abs().max(month(code)).max(day.unsigned_abs())
            }
        }
    }
}

/// The wire carries no particulars of a refusal.
fn bare(reason: Reason) -> Refusal {
    match reason {
        Reason::Unexplained => Refusal::Unexplained,
        Reason::Unsupported => Refusal::Unsupported,
        reason => Refusal::Bare(reason),
    }
}

/// What comes back for an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A day or a count.
    Number(i64),
    /// A date.
    Date(Date),
    /// Yes or no.
    Flag(bool),
    /// No weekday: a day outside the week.
    Null,
    /// A refusal.
    No(Reason),
    /// A failure that is no refusal. Hostile text.
    Broke(String),
}

/// The names of the reasons on the wire.
const REASONS: [(Reason, &str); 7] = [
    (Reason::OutOfRange, "out-of-range"),
    (Reason::NoSuchYear, "no-such-year"),
    (Reason::NoSuchMonth, "no-such-month"),
    (Reason::NoSuchDay, "no-such-day"),
    (Reason::NoSuchEra, "no-such-era"),
    (Reason::Unexplained, "unexplained"),
    (Reason::Unsupported, "unsupported"),
];

impl Item {
    /// The item for what a subject said.
    pub fn of(observation: Observation) -> Item {
        match observation {
            Observation::Value(Answer::Day(day)) => Item::Number(day.0),
            Observation::Value(Answer::Count(count)) => Item::Number(count.into()),
            Observation::Value(Answer::Date(date)) => Item::Date(date),
            Observation::Value(Answer::Flag(flag)) => Item::Flag(flag),
            Observation::Value(Answer::Weekday(Some(weekday))) => {
                Item::Number(weekday.number().into())
            }
            Observation::Value(Answer::Weekday(None)) => Item::Null,
            Observation::Refused(refusal) => Item::No(refusal.reason()),
            Observation::Crashed(words) => Item::Broke(words),
            other => Item::Broke(other.to_string()),
        }
    }

    /// What it says in answer to the query; an item of another type is garbage.
    pub fn observation(self, query: Query) -> Observation {
        let answer = match (query.ability(), self) {
            (_, Item::No(reason)) => return Observation::Refused(bare(reason)),
            (_, Item::Broke(words)) => return Observation::Crashed(words),
            (Ability::Date, Item::Date(date)) => Some(Answer::Date(date)),
            (Ability::Day | Ability::DayNative, Item::Number(day)) => {
                Some(Answer::Day(RataDie(day)))
            }
            (
                Ability::MonthsInYear | Ability::DaysInYear | Ability::DaysInMonth,
                Item::Number(count),
            ) => u32::try_from(count).ok().map(Answer::Count),
            (Ability::IsLeapYear, Item::Flag(flag)) => Some(Answer::Flag(flag)),
            (Ability::Weekday, Item::Number(number)) => {
                let weekday = u8::try_from(number).ok().and_then(Weekday::from_number);
                weekday.map(|weekday| Answer::Weekday(Some(weekday)))
            }
            (Ability::Weekday, Item::Null) => Some(Answer::Weekday(None)),
            _ => None,
        };
        let garbled = || Observation::Garbled(format!("a result that is no answer to {query}"));
        answer.map_or_else(garbled, Observation::Value)
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

fn signed<E: de::Error>(number: u64) -> Result<i64, E> {
    i64::try_from(number).map_err(|_| E::custom(format!("{number} does not fit 64 signed bits")))
}

impl Serialize for Argument {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Argument::Number(number) => out.serialize_i64(*number),
            Argument::YearMonth(year, month) => (year, month).serialize(out),
            Argument::Date(year, month, day) => (year, month, day).serialize(out),
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
        let year = list.next_element()?.ok_or_else(|| de::Error::invalid_length(0, &self))?;
        let month = list.next_element()?.ok_or_else(|| de::Error::invalid_length(1, &self))?;
        let Some(day) = list.next_element()? else { return Ok(Argument::YearMonth(year, month)) };
        match list.next_element::<de::IgnoredAny>()? {
            None => Ok(Argument::Date(year, month, day)),
            Some(_) => Err(de::Error::invalid_length(4, &self)),
        }
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Item::Number(number) => out.serialize_i64(*number),
            Item::Date(date) => (date.year, Month::from(date.month), date.day).serialize(out),
            Item::Flag(flag) => out.serialize_bool(*flag),
            Item::Null => out.serialize_unit(),
            Item::No(reason) => {
                let name =
                    REASONS.iter().find(|row| row.0 == *reason).map_or("unexplained", |row| row.1);
                Said { no: Some(name.to_owned()), broke: None }.serialize(out)
            }
            Item::Broke(words) => Said { no: None, broke: Some(words.clone()) }.serialize(out),
        }
    }
}

/// What stands in the place of a result: one key of the two.
#[derive(serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Said {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    no: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    broke: Option<String>,
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Item, D::Error> {
        input.deserialize_any(ItemVisitor)
    }
}

struct ItemVisitor;

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer, a date, true, false, null, {\"no\":…} or {\"broke\":…}")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Item, E> {
        Ok(Item::Number(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Item, E> {
        signed(number).map(Item::Number)
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<Item, E> {
        Ok(Item::Flag(flag))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Item, E> {
        Ok(Item::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Item, A::Error> {
        let year = list.next_element()?.ok_or_else(|| de::Error::invalid_length(0, &self))?;
        let month: Month =
            list.next_element()?.ok_or_else(|| de::Error::invalid_length(1, &self))?;
        let day = list.next_element()?.ok_or_else(|| de::Error::invalid_length(2, &self))?;
        if list.next_element::<de::IgnoredAny>()?.is_some() {
            return Err(de::Error::invalid_length(4, &self));
        }
        let month = month.code().ok_or_else(|| de::Error::custom("a month beyond 255"))?;
        Ok(Item::Date(Date { year, month, day }))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Item, A::Error> {
        let said = Said::deserialize(de::value::MapAccessDeserializer::new(map))?;
        match (said.no, said.broke) {
            (Some(name), None) => {
                REASONS.iter().find(|row| row.1 == name).map(|row| Item::No(row.0)).ok_or_else(
                    || de::Error::custom(format!("`{}` is no reason", crate::escape::line(&name))),
                )
            }
            (None, Some(words)) => Ok(Item::Broke(words)),
            _ => Err(de::Error::custom("an object in the place of a result has `no` or `broke`")),
        }
    }
}
