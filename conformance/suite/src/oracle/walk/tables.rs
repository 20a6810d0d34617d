//! Walks from one published day to the next, for calendars that have tables.

use calproof_registry::{Date, RataDie};

use super::{Months, Walk, plans};
use crate::spec::{self, Exactness, Spec};

/// The walks of all calendars with a table, and of the astronomical calendars whose official years
/// or months are published.
pub(super) fn walks() -> impl Iterator<Item = Walk> {
    let is_table = |spec: &&'static Spec| spec.exactness == Exactness::Table;
    let by_months = |spec: &&'static Spec| !["persian", "bahai"].contains(&spec.id.as_str());
    let specs = spec::all().filter(is_table).filter(by_months);
    let by_months = specs.filter_map(|spec| by_month_starts(&spec.id, spec, i64::MIN));
    let others = [persian_by_table(), bahai(), bahai_by_table(), rgsa(), persian_computed()];
    let lunisolar =
        [official("chinese-astronomical", "chinese"), official("dangi-astronomical", "dangi")];
    others.into_iter().chain(lunisolar).flatten().chain(by_months)
}

/// The walk of `persian-astronomical`: the published official years.
fn persian_computed() -> Option<Walk> {
    persian_by_table().map(|walk| Walk { id: "persian-astronomical", ..walk })
}

/// The walk of an astronomical lunisolar calendar: the official months, as `table` publishes them.
fn official(id: &'static str, table: &str) -> Option<Walk> {
    by_month_starts(id, spec::by_name(table).ok()??, i64::MIN)
}

/// The printed months of the years from 1423 on, which were computed by this calendar's rule.
fn rgsa() -> Option<Walk> {
    by_month_starts("islamic-rgsa", spec::by_name("islamic-umalqura-printed").ok()??, 1423)
}

/// The official Persian years, from one published Nowruz to the next.
fn persian_by_table() -> Option<Walk> {
    let spec = spec::by_name("persian").ok()??;
    let mut nowruz: Vec<(i64, RataDie)> = spec
        .dates
        .iter()
        .filter(|row| row.date == Date::new(row.date.year, 1, 1))
        .map(|row| (row.date.year, row.day))
        .collect();
    nowruz.sort_unstable();
    nowruz.dedup();
    // The table ends with a leap year, and the next Nowruz is not published.
    let (last_year, last) = *nowruz.last()?;
    nowruz.push((last_year + 1, RataDie(last.0 + 366)));
    let years = nowruz.windows(2).map(|pair| plans::persian(pair[1].1.0 - pair[0].1.0 == 366));
    Some(Walk::new("persian", nowruz[0], years))
}

/// The Bahá'í years: fixed at 21 March first, then those of the table.
fn bahai() -> Option<Walk> {
    let (first, days_of_ha) = published_days_of_ha()?;
    let by_rule = (1..first.0).map(plans::bahai_by_rule);
    let years = by_rule.chain(days_of_ha.into_iter().map(plans::bahai));
    // Calendrical Calculations, 4th ed., 16.2: 21 March 1844.
    Some(Walk::new("bahai", (1, RataDie(673_222)), years))
}

/// The walk of `bahai-astronomical`: only the years of the table.
fn bahai_by_table() -> Option<Walk> {
    let (first, days_of_ha) = published_days_of_ha()?;
    let years = days_of_ha.into_iter().map(plans::bahai);
    Some(Walk::new("bahai-astronomical", first, years))
}

/// The first published year with its Naw-Rúz, and the number of days of Há in each year, computed
/// from consecutive Naw-Rúz dates; for the last year it is published itself.
fn published_days_of_ha() -> Option<((i64, RataDie), Vec<u32>)> {
    let spec = spec::by_name("bahai").ok()??;
    let published = |row: &&spec::PublishedDate| row.date == Date::new(row.date.year, 1, 1);
    let mut new_years: Vec<(i64, RataDie)> =
        spec.dates.iter().filter(published).map(|row| (row.date.year, row.day)).collect();
    new_years.sort_unstable();
    new_years.dedup();
    let &(last_year, _) = new_years.last()?;
    let of_ha = |date: &Date| date.year == last_year && date.month == plans::AYYAM_I_HA;
    let last = spec.dates.iter().filter(|row| of_ha(&row.date)).map(|row| row.date.day).max()?;
    let between = new_years.windows(2).map(|pair| (pair[1].1.0 - pair[0].1.0 - 361) as u32);
    Some((*new_years.first()?, between.chain([last]).collect()))
}

/// The months of a spec from this year on, from one published first day to the next; the last day
/// is published, too. The spec may be another calendar's that has the same months.
fn by_month_starts(id: &'static str, spec: &'static Spec, first_year: i64) -> Option<Walk> {
    let mut starts = published(spec, |date| date.day == 1 && date.year >= first_year);
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
    let common_year_days = spec.common_year_days.iter().max().copied()?;
    let walk = Walk::new(id, (first.year, day), years.into_iter());
    Some(Walk { common_year_days, codes: spec.months.clone(), ..walk })
}

/// The published dates that match, without duplicates, oldest first.
fn published(spec: &Spec, wanted: impl Fn(Date) -> bool) -> Vec<(Date, RataDie)> {
    let rows = spec.dates.iter().filter(|row| wanted(row.date));
    let mut dates: Vec<(Date, RataDie)> = rows.map(|row| (row.date, row.day)).collect();
    dates.sort_unstable_by_key(|(_, day)| *day);
    dates.dedup();
    dates
}
