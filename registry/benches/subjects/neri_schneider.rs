//! The Gregorian calendar as Cassio Neri and Lorenz Schneider publish it in "Euclidean affine
//! functions and their application to calendar algorithms", *Software: Practice and Experience* 53
//! (2023), section 6: in 32 bits, and without validating dates.

use super::{EPOCH, Fields};

/// Cycles of 400 years by which all years are shifted, as in the paper.
const CYCLES: u32 = 82;
/// From Rata Die to days since 1 March of the year 0, which is day −305.
const DAY_SHIFT: u32 = 305 + 146_097 * CYCLES;
const YEAR_SHIFT: u32 = 400 * CYCLES;

pub(crate) fn date(day: i64) -> Fields {
    // Century.
    let quarter_days = 4 * (day as i32 as u32).wrapping_add(DAY_SHIFT) + 3;
    let century = quarter_days / 146_097;
    let day_of_century = quarter_days % 146_097 / 4;
    // Year.
    let scaled = 2_939_745 * u64::from(4 * day_of_century + 3);
    let year_of_century = (scaled >> 32) as u32;
    let day_of_year = scaled as u32 / 2_939_745 / 4;
    let year = 100 * century + year_of_century;
    // Month and day.
    let scaled = 2141 * day_of_year + 197_913;
    let month = scaled >> 16;
    let day = scaled % 65_536 / 2141;
    // Convert from years that begin in March to years that begin in January.
    let next_year = u32::from(day_of_year >= 306);
    Fields {
        year: year.wrapping_sub(YEAR_SHIFT).wrapping_add(next_year) as i32,
        month: (if next_year == 1 { month - 12 } else { month }) as u8,
        day: (day + 1) as u8,
        ..EPOCH
    }
}

pub(crate) fn day(date: Fields) -> i64 {
    let next_year = u32::from(date.month <= 2);
    let year = (date.year as u32).wrapping_add(YEAR_SHIFT) - next_year;
    let month = u32::from(date.month) + 12 * next_year;
    let century = year / 100;
    let days_of_years = 1461 * year / 4 - century + century / 4;
    let days_of_months = (979 * month - 2919) / 32;
    let days = days_of_years + days_of_months + u32::from(date.day) - 1;
    i64::from(days.wrapping_sub(DAY_SHIFT) as i32)
}
