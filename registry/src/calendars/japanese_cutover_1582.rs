//! # What it is
//! The calendar of Japan since 1873, with Julian dates before the reform of 1582. It was never in civil
//! use: libraries have it because they derive it from a Gregorian calendar with that reform.
//!
//! # Rule
//! Twelve months and years as in `gregory-cutover-1582`, eras as in `japanese`.
//!
//! # Epoch and range
//! 15 October 1582 is RD 577,736; from it on dates are those of `japanese`. Before Meiji, 1873, years are
//! counted as in `gregory-cutover-1582`. Every year of an `i32`; year 0 exists.
//!
//! # Sources
//! ICU, `JapaneseCalendar`: the calendar is the Gregorian one but for the eras, and `GregorianCalendar`
//! changes in 1582. The two parts: `japanese` and `gregory-cutover-1582`, with their sources.
//!
//! # Known disagreements
//! Before 15 October 1582 `japanese`, which ICU4X, Temporal and java.util's `JapaneseImperialCalendar`
//! follow, has Gregorian dates. In ICU and java.util Meiji begins in 1868, and ICU has eras before it,
//! which belong to lunisolar years.

use super::gregory_cutover_1582;
use super::japanese::SINCE_MEIJI;
use super::reform::{OF_1582, reformed};
use crate::era::Era;

/// The calendar of Japan with the reform of 1582.
pub struct JapaneseCutover1582;

/// Those of the calendar before the eras of Japan, and these.
const ERAS: &[Era] = &{
    let [bce, ce] = gregory_cutover_1582::ERAS else { panic!("two eras") };
    let [meiji, taisho, showa, heisei, reiwa] = SINCE_MEIJI;
    [*bce, *ce, meiji, taisho, showa, heisei, reiwa]
};

reformed!(JapaneseCutover1582, "japanese-cutover-1582", OF_1582, ERAS);
