//! Years, counts and ordinals.

use std::fmt::{self, Display};

use calproof_registry::{EraCode, EraYear};

use super::{AnswerType, ArgumentType, Probe, Spoken, WireType, integer};
use crate::query::json::Json;
use crate::query::shape::{INTEGER, JsonShape};

/// An extended year.
impl WireType for i64 {
    const SHAPE: JsonShape = INTEGER;
    const IN_WORDS: &'static [&'static str] = &["an integer"];
    const ON_PAGE: &'static str = "a year";

    fn to_json(self) -> Json {
        Json::Number(self)
    }

    fn of_json(json: &Json) -> Option<i64> {
        json.number()
    }
}

impl ArgumentType for i64 {
    const SPOKEN: Spoken =
        Spoken { element: "year", note: "", only: "one extended year", among_others: "a year" };

    fn parse(operands: &[&str]) -> Result<i64, String> {
        integer(operands[0])
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(probe: &Probe) -> Option<i64> {
        Some(probe.date.year)
    }
}

impl AnswerType for i64 {
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }
}

/// As an argument, an ordinal in a year, counted from 1; as an answer, also a count.
impl WireType for u32 {
    const SHAPE: JsonShape = INTEGER;
    const IN_WORDS: &'static [&'static str] = &["an integer"];
    const ON_PAGE: &'static str = "a number";

    fn to_json(self) -> Json {
        Json::Number(self.into())
    }

    fn of_json(json: &Json) -> Option<u32> {
        json.number().and_then(|number| u32::try_from(number).ok())
    }
}

impl ArgumentType for u32 {
    const SPOKEN: Spoken = Spoken {
        element: "ordinal",
        note: ", the ordinal in the year counted from 1",
        only: "one ordinal in the year",
        among_others: "an ordinal in it",
    };

    fn parse(operands: &[&str]) -> Result<u32, String> {
        // Larger and negative numbers become `u32::MAX`, which is not a valid ordinal, either.
        integer(operands[0]).map(|place| u32::try_from(place).unwrap_or(u32::MAX))
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(_: &Probe) -> Option<u32> {
        Some(1)
    }
}

impl AnswerType for u32 {
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }
}

impl WireType for bool {
    const SHAPE: JsonShape = JsonShape::Flag;
    const IN_WORDS: &'static [&'static str] = &["true", "false"];
    const ON_PAGE: &'static str = "`true` or `false`";

    fn to_json(self) -> Json {
        Json::Flag(self)
    }

    fn of_json(json: &Json) -> Option<bool> {
        match json {
            Json::Flag(flag) => Some(*flag),
            _ => None,
        }
    }
}

impl AnswerType for bool {
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(if self { "yes" } else { "no" })
    }
}

pub(super) const ERA: JsonShape =
    JsonShape::Named("era", &JsonShape::Text("^[a-z0-9-]{1,16}$", is_era));

fn is_era(text: &str) -> bool {
    text.parse::<EraCode>().is_ok()
}

impl WireType for EraYear {
    const SHAPE: JsonShape = JsonShape::Named("era-year", &JsonShape::List(&[ERA, INTEGER]));
    const IN_WORDS: &'static [&'static str] = &["a year of an era"];
    const ON_PAGE: &'static str = "`[era, year]`";

    fn to_json(self) -> Json {
        let era = Json::of_text(self.era.as_str().to_owned());
        Json::of_list(vec![era, Json::Number(self.year)])
    }

    fn of_json(json: &Json) -> Option<EraYear> {
        match json.elements()?.as_ref() {
            [era, year] => Some(EraYear { era: era.text()?.parse().ok()?, year: year.number()? }),
            _ => None,
        }
    }
}

impl ArgumentType for EraYear {
    const SPOKEN: Spoken = Spoken {
        element: "[era, year]",
        note: "",
        only: "an era and a year, as in meiji 6",
        among_others: "an era and its year",
    };
    const OPERANDS: usize = 2;

    fn parse(operands: &[&str]) -> Result<EraYear, String> {
        Ok(EraYear { era: operands[0].parse()?, year: integer(operands[1])? })
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(probe: &Probe) -> Option<EraYear> {
        probe.era_year
    }
}

impl AnswerType for EraYear {
    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }
}
