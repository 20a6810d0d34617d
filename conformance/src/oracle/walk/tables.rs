//! The walks of calendars that only a table gives: from one published first day to the next.

use calproof_registry::{Date, MonthCode, RataDie};

use super::{Months, Walk, plans};
use crate::spec::{self, Exactness, Spec};

/// The calendars of which every month's first day and the last day of all are published.
pub(super) fn walks() -> impl Iterator<Item = Walk> {
    let specs = spec::all().unwrap_or_default().iter();
    let by_months = specs.filter(|spec| spec.exactness == Exactness::Table && spec.id != "persian");
    by_months.filter_map(by_month_starts).chain(persian_by_new_years())
}

/// The months of a spec, from one published first day to the next.
fn by_month_starts(spec: &'static Spec) -> Option<Walk> {
    let mut starts = published(spec, |date| date.day == 1);
    let (_, end) = *published(spec, |date| date == spec.range.1).first()?;
    starts.push((spec.range.1, RataDie(end.0 + 1)));
    let mut years: Vec<Months> = Vec::new();
    let mut year = None;
    for pair in starts.windows(2) {
        let (date, length) = (pair[0].0, pair[1].1.0 - pair[0].1.0);
        if year != Some(date.year) {
            years.push(Months::new());
        }
        year = Some(date.year);
        years.last_mut()?.push((date.month, u32::try_from(length).ok()?));
    }
    let (first, day) = *starts.first()?;
    let mut walk = Walk::new(spec.id.as_str(), (first.year, day), years.into_iter());
    walk.codes.clone_from(&spec.months);
    Some(walk)
}

/// The official Persian years, from one published Nowruz to the next.
fn persian_by_new_years() -> Option<Walk> {
    let spec = spec::by_name("persian").ok()??;
    let new_year = |date: Date| date.month == MonthCode::common(1) && date.day == 1;
    let mut nowruz = published(spec, new_year);
    // The table ends with a leap year, which no later Nowruz shows.
    let (last_year, last) = *nowruz.last()?;
    nowruz.push((Date::new(last_year.year + 1, 1, 1), RataDie(last.0 + 366)));
    let years = nowruz.windows(2).map(|pair| plans::persian(pair[1].1.0 - pair[0].1.0 == 366));
    Some(Walk::new("persian", (nowruz[0].0.year, nowruz[0].1), years))
}

/// The published dates that are looked for, each once, oldest first.
fn published(spec: &Spec, wanted: impl Fn(Date) -> bool) -> Vec<(Date, RataDie)> {
    let rows = spec.dates.iter().filter(|row| wanted(row.date));
    let mut dates: Vec<(Date, RataDie)> = rows.map(|row| (row.date, row.day)).collect();
    dates.sort_unstable_by_key(|(_, day)| *day);
    dates.dedup();
    dates
}
