//! Laws: every day has an era year, which converts back to the extended year.

use calproof_registry::{EraCode, RataDie};

use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// Checks that a day's era year converts to the extended year of its date.
pub(in crate::check) fn era_year_to_extended_year_round_trip(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let year = ask.date(day)?.year;
    let era_year = ask.era_year(day)?;
    let back = ask.within_year(year).extended_year(era_year)?;
    ensure(back == year, || {
        format!("{era_year} converts to the year {back}, and the day is in {year}")
    })
}

/// Checks that from one day to the next the era year stays the same, or changes to the next year or
/// to another era.
pub(in crate::check) fn era_years_are_consecutive(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    let next = RataDie(day.0 + 1);
    let (this, that) = (ask.era_year(day)?, ask.era_year(next)?);
    if this == that {
        return Ok(());
    }
    let (year, next_year) = (ask.date(day)?.year, ask.date(next)?.year);
    // In an era that counts backwards, the next year has the smaller number.
    let by_one = this.era == that.era
        && this.year.abs_diff(that.year) == 1
        && year.checked_add(1) == Some(next_year);
    let other_era = this.era != that.era;
    ensure(by_one || other_era, || {
        format!("{that} follows {this}, of the extended years {year} and {next_year}")
    })
}

/// How many days are sampled from one day to the end of the range.
const LOOKED_AT: i64 = 256;

/// Checks that an era which has ended does not return, unless the declared rule says so.
pub(in crate::check) fn eras_once_left_do_not_come_back(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let last = ask.range()?.last;
    let step = (last.0.saturating_sub(day.0) / LOOKED_AT).max(1);
    let mut left: Vec<EraCode> = Vec::new();
    let mut current = ask.era_year(day)?.era;
    let mut later = day.0;
    while later < last.0 {
        later = if later == day.0 { later + 1 } else { later.saturating_add(step).min(last.0) };
        let era = ask.era_year(RataDie(later))?.era;
        if era == current {
            continue;
        }
        if left.contains(&era) && !is_era_of(ask, RataDie(later), era) {
            let why = format!("{current} came after {era}, and day {later} is in {era} again");
            // If the reference lists no eras, another era of the same name may follow.
            let reference = ask.shape().oracle.reference();
            let is_sure = reference.is_some_and(|reference| !reference.eras().is_empty());
            let status = if is_sure { Status::Wrong } else { Status::Disagreement };
            return Err(ask.shape().oracle.weighed(Objection::new(status, why)));
        }
        left.push(std::mem::replace(&mut current, era));
    }
    Ok(())
}

/// Whether the day is in this era by the reference.
fn is_era_of(ask: &Ask<'_>, day: RataDie, era: EraCode) -> bool {
    let reference = ask.shape().oracle.reference();
    let answered = reference.and_then(|reference| reference.era_year(day).ok());
    answered.is_some_and(|answered| answered.era == era)
}
