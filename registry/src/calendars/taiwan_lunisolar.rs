//! # What it is
//! The traditional lunisolar calendar as used in Taiwan.
//!
//! # Rule
//! As in `chinese`, with the same months: Taiwan's time is also UTC+8. A year bears the number of
//! the Gregorian year in which it begins, not that of the Republic; there are no eras.
//!
//! # Epoch and range
//! 1 M01 1912 is 18 February 1912, RD 698,026. The last year is 2050, which ends on 10 February
//! 2051: the range of .NET's table.
//!
//! # Sources
//! Two origins that agree on every month of these 139 years: the table of `chinese`, which is used
//! here; and .NET's `TaiwanLunisolarCalendar`, in `corpora/vectors`.
//!
//! # Known disagreements
//! None in this range. .NET counts its years from 1912 as year 1.

use super::chinese::TABLE;
use super::lunisolar_rule::lunisolar;

/// The lunisolar calendar of Taiwan.
pub struct TaiwanLunisolar;

lunisolar!(TaiwanLunisolar, "taiwan-lunisolar", (1912, 2050), TABLE);
