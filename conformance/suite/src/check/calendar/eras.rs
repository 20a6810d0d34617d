//! Laws: every day has a year of an era, which leads back to the extended year.

use calproof_registry::RataDie;

use crate::session::{Ask, Questions};
use crate::verdict::{Verdict, ensure};

/// The year in a day's era is the extended year of its date.
pub(in crate::check) fn era_year_to_extended_year_round_trip(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let year = ask.date(day)?.year;
    let era_year = ask.era_year(day)?;
    let back = ask.within_year(year).extended_year(era_year)?;
    ensure(back == year, || {
        format!("{era_year} leads to the year {back}, and the day is in {year}")
    })
}

/// From a day to the next the era's year stays, or the year or the era changes with it.
pub(in crate::check) fn era_years_are_consecutive(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let next = RataDie(day.0 + 1);
    let (this, that) = (ask.era_year(day)?, ask.era_year(next)?);
    if this == that {
        return Ok(());
    }
    let (year, next_year) = (ask.date(day)?.year, ask.date(next)?.year);
    // In an era that counts backwards the next year has the smaller number.
    let by_one =
        this.era == that.era && this.year.abs_diff(that.year) == 1 && next_year == year + 1;
    let other_era = this.era != that.era;
    ensure(by_one || other_era, || {
        format!("{that} follows {this}, of the extended years {year} and {next_year}")
    })
}
