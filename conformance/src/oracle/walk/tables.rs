//! Walks from one published day to the next, for calendars that have a table.

use calproof_registry::{Date, MonthCode, RataDie};

use super::{Months, Walk, plans};
use crate::spec;

/// The walks of all calendars that have a table.
pub(super) fn walks() -> impl Iterator<Item = Walk> {
    let by_month_starts = ["islamic-umalqura", "islamic-umalqura-printed"].map(by_month_starts);
    [persian_by_table(), bahai()].into_iter().chain(by_month_starts).flatten()
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
    // The table ends with a leap year, which no later Nowruz shows.
    let (last_year, last) = *nowruz.last()?;
    nowruz.push((last_year + 1, RataDie(last.0 + 366)));
    let years = nowruz.windows(2).map(|pair| plans::persian(pair[1].1.0 - pair[0].1.0 == 366));
    Some(Walk::new("persian", nowruz[0], years))
}

/// The Bahá'í years: from 21 March to 21 March, and then from one published Naw-Rúz to the next. How
/// many days of Há the last year has is published, too.
fn bahai() -> Option<Walk> {
    let spec = spec::by_name("bahai").ok()??;
    let published = |row: &&spec::PublishedDate| row.date == Date::new(row.date.year, 1, 1);
    let mut new_years: Vec<(i64, RataDie)> =
        spec.dates.iter().filter(published).map(|row| (row.date.year, row.day)).collect();
    new_years.sort_unstable();
    let &(first_published, _) = new_years.first()?;
    let &(last_year, _) = new_years.last()?;
    let of_ha = |date: &Date| date.year == last_year && date.month == plans::AYYAM_I_HA;
    let last = spec.dates.iter().filter(|row| of_ha(&row.date)).map(|row| row.date.day).max()?;
    let by_rule = (1..first_published).map(plans::bahai_by_rule);
    let by_table = new_years.windows(2).map(|pair| (pair[1].1.0 - pair[0].1.0 - 361) as u32);
    let years = by_rule.chain(by_table.chain([last]).map(plans::bahai));
    // Calendrical Calculations, 4th ed., 16.2: 21 March 1844.
    Some(Walk::new("bahai", (1, RataDie(673_222)), years))
}

/// The months of a table, from one published first day to the next; the last published day is the
/// last of the last month.
fn by_month_starts(id: &str) -> Option<Walk> {
    let spec = spec::by_name(id).ok()??;
    let mut published: Vec<(RataDie, Date)> =
        spec.dates.iter().map(|row| (row.day, row.date)).collect();
    published.sort_unstable_by_key(|(day, _)| *day);
    let (last, _) = published.pop()?;
    let ends = published.iter().skip(1).map(|(day, _)| *day).chain([RataDie(last.0 + 1)]);
    let mut years: Vec<Months> = Vec::new();
    for ((start, date), end) in published.iter().zip(ends) {
        if date.month == MonthCode::common(1) {
            years.push(Months::new());
        }
        years.last_mut()?.push((date.month, (end.0 - start.0) as u32));
    }
    let (start, date) = *published.first()?;
    let common_year_days = spec.common_year_days.iter().max().copied()?;
    let walk = Walk::new(&spec.id, (date.year, start), years.into_iter());
    Some(Walk { common_year_days, ..walk })
}
