//! Fields of dates, as libraries hold them.

use calproof_registry::{MonthCode, Refusal};

/// A field that the library's own integer type cannot hold: it cannot be asked.
#[cfg(any(feature = "icu4x", feature = "jiff", feature = "chrono", feature = "time"))]
pub(crate) fn narrow<Wide, Narrow: TryFrom<Wide>>(field: Wide) -> Result<Narrow, Refusal> {
    Narrow::try_from(field).map_err(|_| Refusal::Unsupported)
}

/// The number of a month, in a library that has no leap months to ask about.
#[cfg(any(feature = "jiff", feature = "chrono", feature = "time"))]
pub(crate) fn number(month: MonthCode) -> Result<u8, Refusal> {
    if month.leap { Err(Refusal::Unsupported) } else { Ok(month.number) }
}
