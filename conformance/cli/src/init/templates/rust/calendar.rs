//! Your part: functions that ask the library. Pass everything on; check and correct nothing.

use protocol::{serve, Calendar, Month, Outcome, UNSUPPORTED};

/// The date `json!([year, month, day])` of a day. Day 1 is Monday, 1 January of the year 1.
fn date(_day: i64) -> Outcome {
    Err(UNSUPPORTED) // fill in
}

/// The day `json!(day)` of a date, which may not exist: then `Err(Refused("no-such-day"))`, or
/// another reason. A leap month has the number of the month that it follows.
fn day(_year: i64, _month: Month, _day: i64) -> Outcome {
    Err(UNSUPPORTED) // fill in
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
