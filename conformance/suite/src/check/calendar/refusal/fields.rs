//! Fields that give no date: some are missing, contradict one another, or do not exist.

use calproof_registry::{Calendar, Date, DateFields, Leniency, Overflow, Reason, Refusal};

use super::nearest::{judge, only_if_it_refuses, overflows};
use super::sums::may_exist;
use super::{Impossible, by_reference, reasons, undecided};
use crate::check::calendar::agreement::known_fields;
use crate::query::Ability;
use crate::session::{Ask, Asked, Questions};
use crate::verdict::{Objection, Status, Verdict};

/// Checks that contradicting fields are refused, even if the library prefers one of them.
pub(in crate::check) fn contradicting_fields_are_refused(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let (reference, all) = of_first_day(ask, year)?;
    let ordinal = all.ordinal.and_then(|ordinal| ordinal.checked_add(1));
    let other_month = ordinal.map(|ordinal| DateFields {
        ordinal: Some(ordinal),
        era: None,
        era_year: None,
        ..all
    });
    let other_year = all.era.zip(year.checked_add(1)).map(|(_, year)| DateFields {
        year: Some(year),
        ordinal: None,
        ..all
    });
    // The other year may lie beyond the declared range, which may be what a library looks at first.
    let other_year: Vec<DateFields> = other_year.into_iter().collect();
    are_refused(ask, &other_year, &[Reason::Contradiction, Reason::OutOfRange])?;
    let mut cases: Vec<DateFields> = other_month.into_iter().collect();
    // A leap month that the year lacks agrees only with the ordinal of the month that replaces it.
    let lacking = ask.shape().month_codes().into_iter();
    let lacking = lacking.filter(|month| {
        month.leap && reference.month_ordinal(year, *month).is_err() && ask.shape().is_known(year)
    });
    cases.extend(lacking.map(|month| DateFields {
        month: Some(month),
        ordinal: Some(if month.number == 1 { 3 } else { 1 }),
        era: None,
        era_year: None,
        ..all
    }));
    let reasons = [Reason::Contradiction, Reason::NoSuchMonth];
    are_refused(ask, &cases, &reasons)
}

/// Checks that fields which do not determine a date are refused.
pub(in crate::check) fn missing_fields_are_refused(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let (_, all) = of_first_day(ask, year)?;
    let by_code = DateFields { era: None, era_year: None, ordinal: None, ..all };
    let mut cases = vec![
        DateFields { day: None, ..by_code },
        DateFields { month: None, ..by_code },
        DateFields { year: None, ..by_code },
        DateFields::default(),
    ];
    if all.era.is_some() {
        let of_era = DateFields { year: None, ordinal: None, ..all };
        cases.extend([DateFields { era_year: None, ..of_era }, DateFields { era: None, ..of_era }]);
    }
    are_refused(ask, &cases, &[Reason::MissingField])
}

/// All fields of the first day of the year.
fn of_first_day(ask: &Ask<'_>, year: i64) -> Asked<(&'static dyn Calendar, DateFields)> {
    only_if_it_refuses(ask, Ability::DateFromFields)?;
    let reference = ask.shape().oracle.reference();
    let month = ask.shape().months_of(year).first().copied();
    let known = reference.zip(month).and_then(|(reference, month)| {
        let date = Date { year, month, day: 1 };
        reference.day(date).is_ok().then(|| (reference, known_fields(reference, date)))
    });
    known.ok_or_else(|| Objection::not_compared("no reference answers for this year"))
}

fn are_refused(ask: &mut Ask<'_>, cases: &[DateFields], reasons: &[Reason]) -> Verdict {
    for fields in cases {
        for (overflow, _) in Overflow::ALL {
            let answer = ask.attempt().date_from_fields(*fields, overflow)?;
            // A library without eras cannot be asked for one.
            let is_of_era = fields.era.is_some() || fields.era_year.is_some();
            if is_of_era && answer == Err(Refusal::Unsupported) {
                continue;
            }
            let asked = format!("{fields}, {overflow}");
            let impossible = Impossible { asked, reasons, stands_for: None };
            by_reference(ask, impossible.judge(Leniency::Refused, answer))?;
        }
    }
    Ok(())
}

/// Checks that fields of a date that does not exist are refused, or become those of the nearest date.
pub(in crate::check) fn impossible_fields_are_refused_or_constrained(
    ask: &mut Ask<'_>,
    date: Date,
) -> Verdict {
    only_if_it_refuses(ask, Ability::DateFromFields)?;
    if may_exist(ask, date) {
        return undecided(date);
    }
    let is_missing = ask.shape().missing_days(date.year, date.month).contains(&date.day);
    let reasons = reasons(ask, date);
    for overflow in overflows(date).filter(|it| !is_missing || *it == Overflow::Reject) {
        becomes(ask, DateFields::of(date), overflow, &reasons)?;
    }
    Ok(())
}

/// Checks that an ordinal after the last month of a year is refused, or becomes that of the last.
pub(in crate::check) fn impossible_ordinals_are_refused_or_constrained(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let (reference, all) = of_first_day(ask, year)?;
    let Ok(months) = reference.months_in_year(year) else {
        return Err(Objection::not_compared("no reference answers for this year"));
    };
    let by_ordinal = DateFields { era: None, era_year: None, month: None, ..all };
    for ordinal in [months.saturating_add(1), 99, CUT] {
        for (overflow, _) in Overflow::ALL {
            let fields = DateFields { ordinal: Some(ordinal), ..by_ordinal };
            let reasons = [Reason::NoSuchMonth, Reason::OutOfRange];
            match becomes(ask, fields, overflow, &reasons) {
                // The library's own type may not hold a number this large.
                Err(objection) if objection.status == Status::Unsupported && ordinal == CUT => {}
                verdict => verdict?,
            }
        }
    }
    Ok(())
}

/// An ordinal that becomes 1 when truncated to 8 bits.
const CUT: u32 = 257;

/// Judges what becomes of the fields.
fn becomes(
    ask: &mut Ask<'_>,
    fields: DateFields,
    overflow: Overflow,
    reasons: &[Reason],
) -> Verdict {
    let right: Option<Result<Date, Refusal>> =
        ask.shape().oracle.reference().map(|it| it.date_from_fields(fields, overflow));
    let answer = ask.attempt().date_from_fields(fields, overflow)?;
    let is_promised =
        |date: Date, ask: &Ask<'_>| ask.shape().day_of(date).is_some_and(|day| ask.promises(day));
    judge(ask, (fields.to_string(), reasons), (right, is_promised), answer)
}
