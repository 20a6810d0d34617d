//! Fields of dates, as libraries hold them.

/// A field that the library's own integer type cannot hold: it cannot be asked.
pub fn narrow<Wide, Narrow: TryFrom<Wide>>(
    field: Wide,
) -> Result<Narrow, calproof_registry::Refusal> {
    Narrow::try_from(field).map_err(|_| calproof_registry::Refusal::Unsupported)
}

/// The number of a month, in a library that has no leap months to ask about.
pub fn number(month: calproof_registry::MonthCode) -> Result<u8, calproof_registry::Refusal> {
    if month.leap { Err(calproof_registry::Refusal::Unsupported) } else { Ok(month.number) }
}
