//! The reference calendars. Each file has the same five headings: what it is, rule, epoch and
//! range, sources, known disagreements.

mod cycle;
mod gregory;
mod islamic_civil;
mod julian;
mod milankovic;
mod persian;
mod persian_2820_mean;
mod persian_33;
mod persian_years;
mod roman_months;
mod rule;

pub use gregory::Gregory;
pub use islamic_civil::IslamicCivil;
pub use julian::Julian;
pub use milankovic::Milankovic;
pub use persian::Persian;
pub use persian_33::Persian33;
pub use persian_2820_mean::Persian2820Mean;

use crate::calendar::Calendar;

/// Every reference calendar, in the order in which lists show them.
pub static ALL: &[&dyn Calendar] =
    &[&Gregory, &Julian, &Milankovic, &IslamicCivil, &Persian, &Persian33, &Persian2820Mean];

/// The reference calendar with this id, letter for letter.
pub fn by_id(id: &str) -> Option<&'static dyn Calendar> {
    ALL.iter().copied().find(|calendar| calendar.id() == id)
}
