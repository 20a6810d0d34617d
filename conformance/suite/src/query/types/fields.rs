//! Those fields of a date that are given.

use std::fmt::{self, Display};

use calproof_registry::{DateFields, EraCode, MonthCode};

use super::years::ERA;
use super::{ArgumentType, Probe, Spoken, WireType};
use crate::query::json::Json;
use crate::query::shape::{INTEGER, JsonShape};

const NUMBER: JsonShape = JsonShape::Any(&[INTEGER, JsonShape::Null]);

impl WireType for DateFields {
    const SHAPE: JsonShape = JsonShape::Named(
        "fields",
        &JsonShape::List(&[
            NUMBER,
            JsonShape::Any(&[ERA, JsonShape::Null]),
            NUMBER,
            NUMBER,
            JsonShape::Any(&[MonthCode::SHAPE, JsonShape::Null]),
            NUMBER,
        ]),
    );
    const IN_WORDS: &'static [&'static str] = &["a list of six fields"];
    const ON_PAGE: &'static str = "fields";

    fn to_json(self) -> Json {
        let number = |number: Option<i64>| number.map_or(Json::Null, Json::Number);
        Json::of_list(vec![
            number(self.year),
            self.era.map_or(Json::Null, |era| Json::of_text(era.as_str().to_owned())),
            number(self.era_year),
            number(self.ordinal.map(i64::from)),
            self.month.map_or(Json::Null, WireType::to_json),
            number(self.day.map(i64::from)),
        ])
    }

    fn of_json(json: &Json) -> Option<DateFields> {
        let elements = json.elements()?;
        let [year, era, era_year, ordinal, month, day] = elements.as_ref() else { return None };
        Some(DateFields {
            year: given(year, Json::number).ok()?,
            era: given(era, |era| era.text()?.parse::<EraCode>().ok()).ok()?,
            era_year: given(era_year, Json::number).ok()?,
            ordinal: given(ordinal, u32::of_json).ok()?,
            month: given(month, MonthCode::of_json).ok()?,
            day: given(day, u32::of_json).ok()?,
        })
    }
}

/// What cannot be read as a field.
struct Unreadable;

/// A field that may be missing.
fn given<T>(json: &Json, read: impl Fn(&Json) -> Option<T>) -> Result<Option<T>, Unreadable> {
    match json {
        Json::Null => Ok(None),
        json => read(json).map(Some).ok_or(Unreadable),
    }
}

impl ArgumentType for DateFields {
    const SPOKEN: Spoken = Spoken {
        element: "fields",
        note: "",
        only: "fields, as in year=5784/month=M05L/day=1",
        among_others: "fields",
    };

    fn parse(operands: &[&str]) -> Result<DateFields, String> {
        operands[0].parse()
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(probe: &Probe) -> Option<DateFields> {
        Some(DateFields::of(probe.date))
    }
}
