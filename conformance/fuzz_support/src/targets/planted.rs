//! Plants a fault in place of the reference, to see whether a target finds it.

use std::env;
use std::sync::LazyLock;

use calproof_registry::{
    Calendar, Date, DateDuration, DayRange, Overflow, RataDie, Refusal, calendars,
};

use crate::faults;

/// The environment variable that names a planted fault, as in `fault/lost-leap-day`, its benign
/// twin, or one of [`DAY_BY_DAY`]. It is read once.
pub const VARIABLE: &str = "CALPROOF_FUZZ_SUBJECT";

/// Right calendars that add days one by one, up to this number; the twin does so for a few days
/// only.
const DAY_BY_DAY: [(&str, i64); 2] = [("fault/day-by-day", i64::MAX), ("twin/day-by-day", 16)];

static NAME: LazyLock<Option<String>> = LazyLock::new(|| env::var(VARIABLE).ok());

/// The name of the planted fault or twin.
pub fn name() -> Option<&'static str> {
    NAME.as_deref()
}

/// The planted calendar, on top of its base among these calendars; all of them if nothing is
/// planted.
pub fn calendars(
    all: &'static [&'static dyn Calendar],
    planted: Option<&str>,
) -> &'static [&'static dyn Calendar] {
    let Some(name) = planted else { return all };
    let base = |id: &str| all.iter().copied().find(|calendar| calendar.id() == id);
    let day_by_day = DAY_BY_DAY.iter().find(|(other, _)| *other == name);
    let calendar = match day_by_day.zip(base("gregory")) {
        // The calendar is used until the program ends.
        Some(((_, most), base)) => {
            Some(&*Box::leak(Box::new(DayByDay { base, most: *most })) as &dyn Calendar)
        }
        None => faults::calendar(name, &base),
    };
    let calendar = calendar.unwrap_or_else(|| panic!("{VARIABLE}: `{name}` is no calendar"));
    Box::leak(Box::new([calendar]))
}

struct DayByDay {
    base: &'static dyn Calendar,
    most: i64,
}

impl Calendar for DayByDay {
    fn id(&self) -> &str {
        self.base.id()
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        self.base.range()
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        self.base.date(day)
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        self.base.day(date)
    }

    fn add(&self, date: Date, duration: DateDuration, overflow: Overflow) -> Result<Date, Refusal> {
        // The final result is right.
        let reached = self.base.add(date, duration, overflow)?;
        let (mut day, last) = (self.base.day(date)?, self.base.day(reached)?);
        let end = RataDie(day.0.saturating_add(self.most));
        while day < last.min(end) && self.base.date(day)? != reached {
            day = RataDie(day.0 + 1);
        }
        Ok(reached)
    }
}

/// The reference calendars, or the planted calendar in their place.
pub fn references() -> &'static [&'static dyn Calendar] {
    static ALL: LazyLock<&[&dyn Calendar]> = LazyLock::new(|| calendars(calendars::ALL, name()));
    *ALL
}
