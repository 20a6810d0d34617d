//! Days of months, whatever the year.

use std::fmt::{self, Display};

use calproof_registry::{MonthCode, MonthDay};

use super::{ArgumentType, Probe, Spoken, WireType};
use crate::query::json::Json;
use crate::query::shape::{INTEGER, JsonShape};

impl WireType for MonthDay {
    const SHAPE: JsonShape = JsonShape::List(&[MonthCode::SHAPE, INTEGER]);
    const IN_WORDS: &'static [&'static str] = &["a month and a day"];
    const ON_PAGE: &'static str = "`[month, day]`";

    fn to_json(self) -> Json {
        Json::of_list(vec![self.month.to_json(), self.day.to_json()])
    }

    fn of_json(json: &Json) -> Option<MonthDay> {
        let elements = json.elements()?;
        let [month, day] = elements.as_ref() else { return None };
        Some(MonthDay { month: MonthCode::of_json(month)?, day: u32::of_json(day)? })
    }
}

impl ArgumentType for MonthDay {
    const SPOKEN: Spoken = Spoken {
        element: "[month, day]",
        note: "",
        only: "a day of a month, as in M02-29",
        among_others: "a day of a month",
    };

    fn parse(operands: &[&str]) -> Result<MonthDay, String> {
        operands[0].parse()
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(probe: &Probe) -> Option<MonthDay> {
        Some(MonthDay::of(probe.date))
    }
}
