//! What comes back for an item of a question.

use std::fmt;

use calproof_registry::{Date, EraYear, MonthCode, RataDie, Reason, Refusal, Weekday};
use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};

use crate::query::{Ability, Answer, Observation, Query};
use crate::wire::argument::{Month, Start, duration_item, duration_of, element, end, signed};

/// The wire carries no particulars of a refusal.
fn bare(reason: Reason) -> Refusal {
    match reason {
        Reason::Unexplained => Refusal::Unexplained,
        Reason::Unsupported => Refusal::Unsupported,
        reason => Refusal::Bare(reason),
    }
}

/// What comes back for an item. The rare ones are boxed, so that a batch of days or dates stays small.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A day or a count.
    Number(i64),
    /// A date.
    Date(Date),
    /// A leap month; another month is a number.
    LeapMonth(u8),
    /// A year of an era.
    EraYear(Box<EraYear>),
    /// Years, months, weeks and days.
    Duration(Box<[i64; 4]>),
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
            Observation::Value(Answer::Month(MonthCode { number, leap: true })) => {
                Item::LeapMonth(number)
            }
            Observation::Value(Answer::Month(month)) => Item::Number(month.number.into()),
            Observation::Value(Answer::EraYear(year)) => Item::EraYear(Box::new(year)),
            Observation::Value(Answer::Year(year)) => Item::Number(year),
            Observation::Value(Answer::Duration(duration)) => {
                Item::Duration(Box::new(duration_item(duration)))
            }
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
            (Ability::Date | Ability::Add, Item::Date(date)) => Some(Answer::Date(date)),
            (Ability::Day | Ability::DayNative, Item::Number(day)) => {
                Some(Answer::Day(RataDie(day)))
            }
            (
                Ability::MonthsInYear
                | Ability::DaysInYear
                | Ability::DaysInMonth
                | Ability::MonthOrdinal,
                Item::Number(count),
            ) => u32::try_from(count).ok().map(Answer::Count),
            (Ability::IsLeapYear, Item::Flag(flag)) => Some(Answer::Flag(flag)),
            (Ability::Weekday, Item::Number(number)) => {
                let weekday = u8::try_from(number).ok().and_then(Weekday::from_number);
                weekday.map(|weekday| Answer::Weekday(Some(weekday)))
            }
            (Ability::MonthCode, Item::Number(number)) => {
                Month::Number(number).code().map(Answer::Month)
            }
            (Ability::MonthCode, Item::LeapMonth(number)) => {
                Some(Answer::Month(MonthCode::leap(number)))
            }
            (Ability::EraYear, Item::EraYear(year)) => Some(Answer::EraYear(*year)),
            (Ability::ExtendedYear, Item::Number(year)) => Some(Answer::Year(year)),
            (Ability::Until, Item::Duration(fields)) => {
                Some(Answer::Duration(duration_of(*fields)))
            }
            (Ability::Weekday, Item::Null) => Some(Answer::Weekday(None)),
            _ => None,
        };
        let garbled = || Observation::Garbled(format!("a result that is no answer to {query}"));
        answer.map_or_else(garbled, Observation::Value)
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match self {
            Item::Number(number) => out.serialize_i64(*number),
            Item::Date(date) => (date.year, Month::from(date.month), date.day).serialize(out),
            Item::LeapMonth(number) => Month::Leap(*number).serialize(out),
            Item::EraYear(year) => (year.era.as_str(), year.year).serialize(out),
            Item::Duration(fields) => fields.serialize(out),
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
        f.write_str(
            "an integer, a date, a month, a year of an era, a duration, true, false, null, \
             {\"no\":…} or {\"broke\":…}",
        )
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

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Item, E> {
        match text.parse() {
            Ok(MonthCode { number, leap: true }) => Ok(Item::LeapMonth(number)),
            _ => Err(E::invalid_value(de::Unexpected::Str(text), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Item, A::Error> {
        let year = match element(&mut list, 0)? {
            Start::Number(year) => year,
            Start::Era(era) => {
                let year = element(&mut list, 1)?;
                end(&mut list)?;
                return Ok(Item::EraYear(Box::new(EraYear { era, year })));
            }
            Start::Date(_) => return Err(de::Error::custom("a list in a list")),
        };
        let (month, day) = (element(&mut list, 1)?, element::<i64, A>(&mut list, 2)?);
        match (list.next_element()?, month) {
            (Some(days), Month::Number(months)) => {
                end(&mut list)?;
                Ok(Item::Duration(Box::new([year, months, day, days])))
            }
            (Some(_), Month::Leap(_)) => Err(de::Error::custom("a duration has no leap month")),
            (None, month) => {
                let month = month.code().ok_or_else(|| de::Error::custom("a month beyond 255"))?;
                let day = u32::try_from(day);
                let day = day.map_err(|_| de::Error::custom("a day beyond 32 bits"))?;
                Ok(Item::Date(Date { year, month, day }))
            }
        }
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
