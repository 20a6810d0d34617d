//! Days and weekdays.

use std::fmt::{self, Display};

use calproof_registry::{RataDie, Weekday};

use super::{AnswerType, ArgumentType, Probe, Spoken, WireType, integer};
use crate::query::json::Json;
use crate::query::shape::{INTEGER, JsonShape};

impl WireType for RataDie {
    const SHAPE: JsonShape = INTEGER;
    const IN_WORDS: &'static [&'static str] = &["an integer"];
    const ON_PAGE: &'static str = "a day";

    fn to_json(self) -> Json {
        Json::Number(self.0)
    }

    fn of_json(json: &Json) -> Option<RataDie> {
        json.number().map(RataDie)
    }
}

impl ArgumentType for RataDie {
    const SPOKEN: Spoken = Spoken {
        element: "day",
        note: "",
        only: "one Rata Die day number",
        among_others: "a day of RD",
    };

    fn parse(operands: &[&str]) -> Result<RataDie, String> {
        integer(operands[0]).map(RataDie)
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }

    fn probe(probe: &Probe) -> Option<RataDie> {
        Some(probe.day)
    }
}

impl AnswerType for RataDie {
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "day {}", self.0)
    }
}

impl WireType for Option<Weekday> {
    const SHAPE: JsonShape = JsonShape::Any(&[INTEGER, JsonShape::Null]);
    const IN_WORDS: &'static [&'static str] = &["an integer", "null"];
    const ON_PAGE: &'static str = "1 (Monday) to 7 (Sunday); `null` for a day outside the week";

    fn to_json(self) -> Json {
        self.map_or(Json::Null, |weekday| Json::Number(weekday.number().into()))
    }

    fn of_json(json: &Json) -> Option<Option<Weekday>> {
        match json {
            Json::Null => Some(None),
            Json::Number(number) => {
                u8::try_from(*number).ok().and_then(Weekday::from_number).map(Some)
            }
            _ => None,
        }
    }
}

impl AnswerType for Option<Weekday> {
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Some(weekday) => weekday.fmt(f),
            None => f.pad("a day outside the week"),
        }
    }
}
