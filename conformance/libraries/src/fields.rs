//! Converts the fields of dates to the types of libraries.

/// The field in the library's own integer type. A field that does not fit cannot be asked.
pub fn narrow<Wide, Narrow: TryFrom<Wide>>(
    field: Wide,
) -> Result<Narrow, calproof_registry::Refusal> {
    Narrow::try_from(field).map_err(|_| calproof_registry::Refusal::Unsupported)
}

/// The month number, for a library that cannot be asked about leap months.
pub fn number(month: calproof_registry::MonthCode) -> Result<u8, calproof_registry::Refusal> {
    if month.leap { Err(calproof_registry::Refusal::Unsupported) } else { Ok(month.number) }
}
