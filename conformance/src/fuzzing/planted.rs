//! Who is asked instead of the reference, so that it is seen what a target finds.

use std::env;
use std::sync::LazyLock;

use calproof_registry::{
    Calendar, Date, DateDuration, DayRange, Overflow, RataDie, Refusal, calendars,
};

use crate::faults;

/// The variable that names a planted fault, as in `fault/lost-leap-day`, its benign twin, or
/// [`DAY_BY_DAY`]. It is read once.
const VARIABLE: &str = "CALPROOF_FUZZ_SUBJECT";

/// A right calendar that adds days one by one.
const DAY_BY_DAY: &str = "fault/day-by-day";

static NAME: LazyLock<Option<String>> = LazyLock::new(|| env::var(VARIABLE).ok());

/// The name of what is planted.
pub fn name() -> Option<&'static str> {
    NAME.as_deref()
}

/// What is planted on the calendar of its kind among these; all of them, if nothing is.
pub fn calendars(
    all: &'static [&'static dyn Calendar],
    planted: Option<&str>,
) -> &'static [&'static dyn Calendar] {
    let Some(name) = planted else { return all };
    let base = |id: &str| all.iter().copied().find(|calendar| calendar.id() == id);
    let calendar: Option<&'static dyn Calendar> = if name == DAY_BY_DAY {
        // It is asked until the program ends.
        base("gregory").map(|base| -> &'static dyn Calendar { Box::leak(Box::new(DayByDay(base))) })
    } else {
        faults::calendar(name, &base)
    };
    let calendar = calendar.unwrap_or_else(|| panic!("{VARIABLE}: `{name}` is no calendar"));
    Box::leak(Box::new([calendar]))
}

struct DayByDay(&'static dyn Calendar);

impl Calendar for DayByDay {
    fn id(&self) -> &str {
        self.0.id()
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        self.0.range()
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        self.0.date(day)
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        self.0.day(date)
    }

    fn add(&self, date: Date, duration: DateDuration, overflow: Overflow) -> Result<Date, Refusal> {
        // What it says at last is right.
        let reached = self.0.add(date, duration, overflow)?;
        let (mut day, last) = (self.0.day(date)?, self.0.day(reached)?);
        while day < last && self.0.date(day)? != reached {
            day = RataDie(day.0 + 1);
        }
        Ok(reached)
    }
}

/// The reference calendars, or what is planted in their place.
pub fn references() -> &'static [&'static dyn Calendar] {
    static ALL: LazyLock<&[&dyn Calendar]> = LazyLock::new(|| calendars(calendars::ALL, name()));
    *ALL
}
