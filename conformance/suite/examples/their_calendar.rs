//! A third-party calendar, validated with one line: the Julian calendar as an application might
//! implement it.
//!
//! `cargo test -p calproof --example their_calendar` runs one test per check. Break a line of the
//! arithmetic, and the test of the violated law reports the smallest failing case.

use calproof::{Calendar, Date, DayRange, MonthCode, RataDie, Refusal};

struct TheirJulian;

/// Days of the year before each month, in a common year.
const DAYS_BEFORE: [i64; 13] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/// The declared range: the years 1 to 3000.
const RANGE: DayRange = DayRange { first: RataDie(-1), last: RataDie(1_095_748) };

fn is_leap(year: i64) -> bool {
    year % 4 == 0
}

fn days_before_month(year: i64, month: u8) -> i64 {
    DAYS_BEFORE[usize::from(month) - 1] + i64::from(month > 2 && is_leap(year))
}

fn new_year(year: i64) -> RataDie {
    RataDie(RANGE.first.0 + 365 * (year - 1) + (year - 1) / 4)
}

impl Calendar for TheirJulian {
    fn id(&self) -> &str {
        "julian"
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(RANGE)
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        if !RANGE.contains(day) {
            return Err(Refusal::Unexplained);
        }
        let mut year = (day.0 - RANGE.first.0) / 366 + 1;
        while new_year(year + 1) <= day {
            year += 1;
        }
        let day_of_year = day.0 - new_year(year).0;
        let months = (1..=12).rev();
        let mut begun = months.filter(|month| days_before_month(year, *month) <= day_of_year);
        let month = begun.next().ok_or(Refusal::Unexplained)?;
        Ok(Date::new(year, month, (day_of_year - days_before_month(year, month)) as u32 + 1))
    }

    fn day(&self, date: Date) -> Result<RataDie, Refusal> {
        let length = self.days_in_month(date.year, date.month)?;
        if date.day == 0 || date.day > length {
            return Err(Refusal::NoSuchDay { month_length: length });
        }
        let before = days_before_month(date.year, date.month.number);
        Ok(RataDie(new_year(date.year).0 + before + i64::from(date.day) - 1))
    }

    fn days_in_month(&self, year: i64, month: MonthCode) -> Result<u32, Refusal> {
        if !(1..=3000).contains(&year) {
            return Err(Refusal::YearOutOfRange { first: 1, last: 3000 });
        }
        match month {
            MonthCode { number: number @ 1..=11, leap: false } => {
                let next = days_before_month(year, number + 1);
                Ok((next - days_before_month(year, number)) as u32)
            }
            MonthCode { number: 12, leap: false } => Ok(31),
            _ => Err(Refusal::NoSuchMonth { month }),
        }
    }

    fn is_leap_year(&self, year: i64) -> Result<bool, Refusal> {
        Ok(is_leap(year))
    }
}

calproof::conformance_tests!(TheirJulian, answers: [DaysInMonth, IsLeapYear]);

fn main() {
    let date = TheirJulian.date(RataDie(739_942)).map(Date::numbered);
    println!(
        "22 November 2026 is {} to them.",
        date.map_or("nothing".to_owned(), |date| date.to_string())
    );
}
