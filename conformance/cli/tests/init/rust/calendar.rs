//! Your part: functions that ask the library. Pass everything on; check and correct nothing.

use protocol::{serve, Calendar, Month, Refused, Outcome};
use serde_json::json;

fn new_year(year: i64) -> i64 {
    let before = year - 1;
    365 * before + before / 4 - before / 100 + before / 400 + 1
}

fn length(year: i64, month: i64) -> i64 {
    match month {
        2 => new_year(year + 1) - new_year(year) - 337,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The date `json!([year, month, day])` of a day. Day 1 is Monday, 1 January of the year 1.
fn date(mut day: i64) -> Outcome {
    if !(1..=3_652_059).contains(&day) {
        return Err(Refused("out-of-range"));
    }
    let (mut year, mut month) = (day / 366 + 1, 1);
    while new_year(year + 1) <= day {
        year += 1;
    }
    day -= new_year(year) - 1;
    while day > length(year, month) {
        day -= length(year, month);
        month += 1;
    }
    Ok(json!([year, month, day]))
}

/// The day `json!(day)` of a date, which may not exist: then `Err(Refused("no-such-day"))`, or
/// another reason. A leap month has the number of the month that it follows.
fn day(year: i64, month: Month, day: i64) -> Outcome {
    if !(1..=9999).contains(&year) {
        return Err(Refused("out-of-range"));
    }
    if month.leap || !(1..=12).contains(&month.number) {
        return Err(Refused("no-such-month"));
    }
    if day < 1 || day > length(year, month.number) {
        return Err(Refused("no-such-day"));
    }
    let before: i64 = (1..month.number).map(|month| length(year, month)).sum();
    Ok(json!(new_year(year) + before + day - 1))
}

fn main() {
    let calendar = Calendar {
        id: "gregory",   // fill in: calproof list calendars
        rule: "gregory", // the published rule by which the library computes it
        first: 1,        // the days that it promises: here those of the years 1 to 9999
        last: 3_652_059,
        beyond: "refuses", // or "clamps": what `date` does with other days
        year_zero: true,   // whether the library's own years have a year 0
        // and more questions of the protocol, as you like
        answers: &[
            ("date", |item| date(item.number(0)?)),
            ("day", |item| day(item.number(0)?, item.month(1)?, item.number(2)?)),
        ],
    };
    serve("mine", "0.1.0", &[calendar], None); // fill in: the library and its version
}
