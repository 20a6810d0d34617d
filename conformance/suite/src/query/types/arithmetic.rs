//! Durations, overflow modes and units.

use std::fmt::{self, Display};

use calproof_registry::{DateDuration, Overflow, Unit};

use super::{AnswerType, ArgumentType, Probe, Spoken, WireType};
use crate::query::json::Json;
use crate::query::shape::{INTEGER, JsonShape, name_of, names};

impl WireType for DateDuration {
    const SHAPE: JsonShape =
        JsonShape::Named("duration", &JsonShape::List(&[INTEGER, INTEGER, INTEGER, INTEGER]));
    const IN_WORDS: &'static [&'static str] = &["a duration"];
    const ON_PAGE: &'static str = "a duration";

    fn to_json(self) -> Json {
        Json::of_list([self.years, self.months, self.weeks, self.days].map(Json::Number).into())
    }

    fn of_json(json: &Json) -> Option<DateDuration> {
        match json.elements()?.as_ref() {
            [years, months, weeks, days] => Some(DateDuration {
                years: years.number()?,
                months: months.number()?,
                weeks: weeks.number()?,
                days: days.number()?,
            }),
            _ => None,
        }
    }
}

impl ArgumentType for DateDuration {
    const SPOKEN: Spoken = Spoken {
        element: "duration",
        note: "",
        only: "one duration, as in P1Y2M",
        among_others: "a duration",
    };

    fn parse(operands: &[&str]) -> Result<DateDuration, String> {
        operands[0].parse()
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(_: &Probe) -> Option<DateDuration> {
        Some(DateDuration::default())
    }
}

impl AnswerType for DateDuration {
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }
}

impl WireType for Overflow {
    const SHAPE: JsonShape = JsonShape::Names(&names(&Overflow::ALL));
    const IN_WORDS: &'static [&'static str] = &["`constrain` or `reject`"];
    const ON_PAGE: &'static str = "`\"constrain\"` or `\"reject\"`";

    fn to_json(self) -> Json {
        Json::of_text(name_of(&Overflow::ALL, &self))
    }

    fn of_json(json: &Json) -> Option<Overflow> {
        json.text()?.parse().ok()
    }
}

impl ArgumentType for Overflow {
    const SPOKEN: Spoken = Spoken {
        element: "\"constrain\"",
        note: ", or `\"reject\"`",
        only: "`constrain` or `reject`",
        among_others: "`reject`",
    };
    const DEFAULT: Option<Overflow> = Some(Overflow::Constrain);

    fn parse(operands: &[&str]) -> Result<Overflow, String> {
        operands[0].parse()
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(_: &Probe) -> Option<Overflow> {
        Some(Overflow::Constrain)
    }
}

impl WireType for Unit {
    const SHAPE: JsonShape = JsonShape::Names(&names(&Unit::ALL));
    const IN_WORDS: &'static [&'static str] = &["a unit"];
    const ON_PAGE: &'static str = "a unit";

    fn to_json(self) -> Json {
        Json::of_text(name_of(&Unit::ALL, &self))
    }

    fn of_json(json: &Json) -> Option<Unit> {
        json.text()?.parse().ok()
    }
}

impl ArgumentType for Unit {
    const SPOKEN: Spoken = Spoken {
        element: "unit",
        note: "; the unit is `\"day\"`, `\"week\"`, `\"month\"` or `\"year\"`",
        only: "one unit, as in year",
        among_others: "a unit",
    };

    fn parse(operands: &[&str]) -> Result<Unit, String> {
        operands[0].parse()
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(_: &Probe) -> Option<Unit> {
        Some(Unit::Day)
    }
}
