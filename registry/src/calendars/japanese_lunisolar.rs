//! # What it is
//! The lunisolar calendar that Japan abandoned in 1873, as it has been computed there since.
//!
//! # Rule
//! As in `chinese`, by the time of Japan, UTC+9. The calendar has no legal status, so there is no
//! authority for it: the Tenpō rule has no answer for 2033 and 2034, and almanacs adopted that of
//! China and Korea, a leap month after the eleventh. A year bears the number of the Gregorian year
//! in which it begins; the eras of Japan are not used here.
//!
//! # Epoch and range
//! 1 M01 1960 is 28 January 1960, RD 715,537. The last year is 2049, which ends on 22 January 2050:
//! the range of .NET's table.
//!
//! # Sources
//! Two origins that agree on every month of these 90 years: the table of `dangi`, which is used
//! here, since from 10 August 1961 on it is computed for the same time zone; and .NET's
//! `JapaneseLunisolarCalendar`, in `corpora/vectors`, which its authors compared with Nishizawa,
//! *Rekijitsu taikan* (1994), and with *Calendrical Calculations*, 4th ed., section 19.9.
//!
//! # Known disagreements
//! .NET Framework, .NET Core before 3.0 and Mono begin the seventh month of 1962 on 1 August; the
//! Moon was new on 31 July at 21:24, Japan's time (dotnet/coreclr#19450).

use super::dangi::TABLE;
use super::lunisolar_rule::lunisolar;

/// The lunisolar calendar of Japan.
pub struct JapaneseLunisolar;

lunisolar!(JapaneseLunisolar, "japanese-lunisolar", (1960, 2049), TABLE);
