//! Subjects that declare that they constrain era years must not be blamed.

use calproof_registry::{Calendar, EraYear, Leniency, calendars};

use super::{Claiming, claim};
use crate::query::{Ability, Query};
use crate::selection::Selection;

const OF_ERAS: [Ability; 4] =
    [Ability::Date, Ability::Day, Ability::EraYear, Ability::ExtendedYear];

/// A year before the first of an era becomes the first, for every code of the era.
#[test]
fn constraining_era_years_under_every_code_is_not_wrong() {
    let mut claim = claim("gregory", (700_000, 740_000), OF_ERAS.into());
    claim.impossible.insert(Ability::ExtendedYear, Leniency::Constrained);
    let mut subject = Claiming::new(claim, "gregory");
    subject.instead = |_, query| match query {
        Query::ExtendedYear(EraYear { era, year }) if year < 1 => {
            Some(calendars::Gregory.extended_year(EraYear { era, year: 1 }).into())
        }
        _ => None,
    };
    assert_eq!(Claiming::failures(&subject.run(&Selection::default())), [""; 0]);
}
