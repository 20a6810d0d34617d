//! # What it is
//! The Umm al-Qura calendar of .NET: the printed calendar from 1401 on, and before it months that .NET
//! alone has.
//!
//! # Rule
//! Twelve months of 29 or 30 days, as the table says. A year of more than 354 days is a leap year.
//!
//! # Epoch and range
//! 1 Muḥarram 1318 is 30 April 1900, RD 693,715. The table ends with the year 1500 and says when the
//! next begins, and so does this calendar; it never falls back to a rule.
//!
//! # Sources
//! dotnet/runtime, `UmAlQuraCalendar.cs` (MIT): months and first days, which agree with one another in
//! all 183 years; Mono 6.8, which took .NET Framework's table, answers the same for every month. No
//! authority outside .NET is known for 1318 to 1400. The eras are CLDR's.
//!
//! # Known disagreements
//! `islamic-umalqura-printed` begins 312 of the months from 1343 to 1401-01 on other days, and is the
//! same from then on. `islamic-umalqura` differs in 1,209 of 2,196 months.

use super::islamic_umalqura_dotnet_table::YEARS;
use super::month_table::{MonthTable, islamic_by_months, starts};

/// The Umm al-Qura calendar of .NET.
pub struct IslamicUmalquraDotnet;

static STARTS: [i32; 12 * YEARS.len() + 1] = starts(&YEARS);
const TABLE: MonthTable = MonthTable { first_year: 1318, starts: &STARTS };

islamic_by_months!(IslamicUmalquraDotnet, "islamic-umalqura-dotnet", 29, TABLE);
