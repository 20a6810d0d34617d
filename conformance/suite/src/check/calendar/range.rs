//! Laws: the declared range is answered up to both ends, and nothing is invented beyond it.

mod derived;

use calproof_registry::{BeyondRange, Date, RataDie, Reason};

use crate::session::{Ask, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

pub(in crate::check) use derived::{
    days_from_iso_weeks_outside_are_refused_or_correct,
    days_from_ordinals_outside_are_refused_or_correct,
    days_of_years_outside_are_refused_or_correct, era_years_outside_are_refused_or_correct,
    iso_weeks_outside_are_refused_or_correct, leap_flags_outside_are_refused_or_correct,
    month_codes_outside_are_refused_or_correct, month_counts_outside_are_refused_or_correct,
    month_lengths_outside_are_refused_or_correct, month_ordinals_outside_are_refused_or_correct,
    native_dates_outside_are_refused_or_correct, weekdays_outside_are_refused_or_correct,
    year_lengths_outside_are_refused_or_correct,
};

/// Checks the round trip of the first and the last day of the declared range.
pub(in crate::check) fn both_ends_round_trip(ask: &mut Ask<'_>, day: RataDie) -> Verdict {
    ask.range()?;
    let date = ask.date(day)?;
    let back = ask.day(date)?;
    ensure(back == day, || format!("{date} is day {} for it, not {}", back.0, day.0))
}

/// Checks that a day beyond the declared range is refused, or that its date is right and converts
/// back. If the subject declares that it clamps, the date must be that of the nearest end.
pub(in crate::check) fn days_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let range = ask.range()?;
    let date = match ask.attempt().date(day)? {
        Err(refusal) => return out_of_range(refusal.reason()),
        Ok(date) => date,
    };
    if ask.shape().claim.beyond_range == BeyondRange::Clamps {
        let end = if day < range.first { range.first } else { range.last };
        let nearest = ask.date(end)?;
        return ensure(date == nearest, || {
            format!("it declares that it clamps, and gives {date}, not {nearest}")
        });
    }
    match ask.shape().oracle.status(day, date) {
        Some(_) => ask.shape().oracle.judge(day, date),
        // The right date is unknown, but a date that does not convert back cannot be right.
        None => match ask.attempt().day(date)? {
            Ok(back) => ensure(back == day, || {
                format!("gave day {} the date {date}, which is day {} for it", day.0, back.0)
            }),
            Err(refusal) => Err(Objection::wrong(format!(
                "gave day {} the date {date}, and refuses that date: {refusal}",
                day.0
            ))),
        },
    }
}

/// Checks that a date in a year beyond the declared range is refused, or that its day is right and
/// converts back.
pub(in crate::check) fn dates_outside_are_refused_or_correct(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    ask.range()?;
    let day = match ask.attempt().day(date)? {
        Err(refusal) => return out_of_range(refusal.reason()),
        Ok(day) => day,
    };
    if ask.shape().oracle.date(day).is_some() {
        return ask.shape().oracle.judge(day, date);
    }
    match ask.attempt().date(day)? {
        Ok(back) => ensure(back == date, || {
            format!("gave {date} the day {}, which is {back} for it", day.0)
        }),
        Err(refusal) => Err(Objection::wrong(format!(
            "gave {date} the day {}, and refuses that day: {refusal}",
            day.0
        ))),
    }
}

fn out_of_range(reason: Reason) -> Verdict {
    match reason {
        Reason::OutOfRange | Reason::Unexplained => Ok(()),
        Reason::Unsupported => {
            Err(Objection::unsupported("the subject does not answer this question"))
        }
        reason => Err(Objection::new(
            Status::WrongRefusal,
            format!("answered `{reason}`; expected `{}`", Reason::OutOfRange),
        )),
    }
}
