//! Dates and months.

use std::fmt::{self, Display};

use calproof_registry::{Date, MonthCode, NativeDate};

use super::{AnswerType, ArgumentType, Probe, Spoken, WireType, integer};
use crate::query::json::Json;
use crate::query::shape::{INTEGER, JsonShape};

impl WireType for Date {
    const SHAPE: JsonShape =
        JsonShape::Named("date", &JsonShape::List(&[INTEGER, MonthCode::SHAPE, INTEGER]));
    const IN_WORDS: &'static [&'static str] = &["a date"];
    const ON_PAGE: &'static str = "a date";

    fn to_json(self) -> Json {
        Json::Date(self)
    }

    fn of_json(json: &Json) -> Option<Date> {
        match json {
            Json::Date(date) => Some(*date),
            _ => None,
        }
    }
}

impl ArgumentType for Date {
    const SPOKEN: Spoken = Spoken {
        element: "date",
        note: "",
        only: "one date, as in 2026-11-22",
        among_others: "a date",
    };

    fn parse(operands: &[&str]) -> Result<Date, String> {
        operands[0].parse()
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(probe: &Probe) -> Option<Date> {
        Some(probe.date)
    }
}

impl AnswerType for Date {
    /// Wider than `SHAPE`: checks may ask about impossible dates, but an answer must have the form
    /// of a date.
    const ANSWER_SHAPE: JsonShape = JsonShape::List(&[
        INTEGER,
        JsonShape::Any(&[JsonShape::Integer(0, u8::MAX as i64), LEAP_MONTH]),
        JsonShape::Integer(0, u32::MAX as i64),
    ]);

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }
}

impl WireType for NativeDate {
    const SHAPE: JsonShape = JsonShape::List(&[INTEGER, INTEGER, INTEGER]);
    const IN_WORDS: &'static [&'static str] = &["a list of three integers"];
    const ON_PAGE: &'static str =
        "three integers, in the library's own numbering, passed on unchanged";

    fn to_json(self) -> Json {
        Json::of_list([self.year, self.month, self.day].map(Json::Number).into())
    }

    fn of_json(json: &Json) -> Option<NativeDate> {
        match json.elements()?.as_ref() {
            [Json::Number(year), Json::Number(month), Json::Number(day)] => {
                Some(NativeDate { year: *year, month: *month, day: *day })
            }
            _ => None,
        }
    }
}

impl ArgumentType for NativeDate {
    const SPOKEN: Spoken = Spoken {
        element: "native date",
        note: "",
        only: "three integers: year, month, day",
        among_others: "three integers (year, month, day)",
    };
    const OPERANDS: usize = 3;

    fn parse(operands: &[&str]) -> Result<NativeDate, String> {
        let (year, month) = (integer(operands[0])?, integer(operands[1])?);
        Ok(NativeDate { year, month, day: integer(operands[2])? })
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(_: &Probe) -> Option<NativeDate> {
        Some(NativeDate { year: 1, month: 1, day: 1 })
    }
}

const LEAP_MONTH: JsonShape =
    JsonShape::Named("leap-month", &JsonShape::Text("^M[0-9][0-9]L$", is_leap_month));

fn is_leap_month(text: &str) -> bool {
    text.parse().is_ok_and(|month: MonthCode| month.leap)
}

impl WireType for MonthCode {
    const SHAPE: JsonShape = JsonShape::Named("month", &JsonShape::Any(&[INTEGER, LEAP_MONTH]));
    const IN_WORDS: &'static [&'static str] = &["a month"];
    const ON_PAGE: &'static str = "a month";

    fn to_json(self) -> Json {
        self.into()
    }

    fn of_json(json: &Json) -> Option<MonthCode> {
        json.month()
    }
}

impl ArgumentType for MonthCode {
    const SPOKEN: Spoken = Spoken {
        element: "month",
        note: "",
        only: "one month, as in M05L",
        among_others: "a month",
    };

    fn parse(operands: &[&str]) -> Result<MonthCode, String> {
        operands[0].parse()
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(probe: &Probe) -> Option<MonthCode> {
        Some(probe.date.month)
    }
}

impl AnswerType for MonthCode {
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }
}
