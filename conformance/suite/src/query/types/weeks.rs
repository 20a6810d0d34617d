//! ISO 8601 weeks.

use std::fmt::{self, Display};

use calproof_registry::{IsoWeekDate, Weekday};

use super::{AnswerType, ArgumentType, Probe, Spoken, WireType};
use crate::query::json::Json;
use crate::query::shape::{INTEGER, JsonShape};

const WEEKDAY: JsonShape = JsonShape::Integer(1, 7);

impl WireType for IsoWeekDate {
    const SHAPE: JsonShape = JsonShape::List(&[INTEGER, INTEGER, WEEKDAY]);
    const IN_WORDS: &'static [&'static str] = &["a week date"];
    const ON_PAGE: &'static str = "`[week-year, week, weekday]`";

    fn to_json(self) -> Json {
        let weekday = self.weekday.number().into();
        Json::of_list([self.year, self.week.into(), weekday].map(Json::Number).into())
    }

    fn of_json(json: &Json) -> Option<IsoWeekDate> {
        match json.elements()?.as_ref() {
            [Json::Number(year), Json::Number(week), Json::Number(weekday)] => {
                let weekday = Weekday::from_number(u8::try_from(*weekday).ok()?)?;
                Some(IsoWeekDate { year: *year, week: u32::try_from(*week).ok()?, weekday })
            }
            _ => None,
        }
    }
}

impl ArgumentType for IsoWeekDate {
    const SPOKEN: Spoken = Spoken {
        element: "week date",
        note: "",
        only: "one week date, as in 2005-W52-7",
        among_others: "a week date",
    };

    fn parse(operands: &[&str]) -> Result<IsoWeekDate, String> {
        operands[0].parse()
    }

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }

    fn probe(probe: &Probe) -> Option<IsoWeekDate> {
        IsoWeekDate::of(probe.day).ok()
    }
}

impl AnswerType for IsoWeekDate {
    /// An answer must have the form of a week. As JSON it may look like a date, too.
    const ANSWER_SHAPE: JsonShape =
        JsonShape::List(&[INTEGER, JsonShape::Integer(0, u8::MAX as i64), WEEKDAY]);

    fn show(self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt(f)
    }
}
