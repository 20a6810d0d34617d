//! Eras that do not exist, and years that an era does not have.

use std::collections::BTreeSet;

use calproof_registry::{
    Calendar, Era, EraCode, EraYear, Leniency, RataDie, Reason, Refusal, calendars,
};

use super::{Impossible, declared};
use crate::check::calendar::agreement::ends_of_year;
use crate::query::Ability;
use crate::session::{Ask, Asked, Questions};
use crate::verdict::{Objection, Status, Verdict, ensure};

/// Checks that a year of an era which the calendar does not have is refused, with a reason that
/// applies.
pub(in crate::check) fn unknown_eras_are_refused(ask: &mut Ask<'_>, year: i64) -> Verdict {
    let eras = eras(ask)?;
    if declared(ask, Ability::ExtendedYear)? != Leniency::Refused {
        return Err(Objection::not_compared("what an unknown era becomes is not defined"));
    }
    for era in strangers(eras) {
        let asked = EraYear { era, year };
        let answer = ask.attempt().extended_year(asked)?;
        let reasons = &[Reason::NoSuchEra];
        let impossible = Impossible { asked: asked.to_string(), reasons, stands_for: None };
        impossible.judge(Leniency::Refused, answer)?;
    }
    Ok(())
}

/// Checks that a year outside its era is refused, or is converted by counting from the era's first
/// year, and that a year inside its era is answered.
pub(in crate::check) fn years_outside_an_era_are_refused_or_correct(
    ask: &mut Ask<'_>,
    year: i64,
) -> Verdict {
    let leniency = declared(ask, Ability::ExtendedYear)?;
    for era in eras(ask)? {
        let Some(code) = EraCode::new(era.code) else { continue };
        let asked = EraYear { era: code, year };
        let right = extended_year(era, year);
        let is_within = right.is_some_and(|right| lies_within(ask, code, right));
        let answer = ask.attempt().extended_year(asked)?;
        if !is_within && leniency != Leniency::Refused {
            continue;
        }
        judge_year(asked, (right, is_within), answer)?;
        // A subject need not know an alias of an era; if it does, the result must be the same.
        for code in era.aliases.iter().filter_map(|alias| EraCode::new(alias)) {
            let asked = EraYear { era: code, year };
            if let answer @ Ok(_) = ask.attempt().extended_year(asked)? {
                judge_year(asked, (right, is_within), answer)?;
            }
        }
    }
    Ok(())
}

/// The extended year of an era year; `None` beyond 64 bits. `Era::extended_year` overflows slightly
/// earlier, in an intermediate result.
fn extended_year(era: &Era, year: i64) -> Option<i64> {
    let (one, year) = (i128::from(era.year_one), i128::from(year));
    i64::try_from(if era.backwards { one + 1 - year } else { one + year - 1 }).ok()
}

/// Judges the answer for an era year, which may lie inside or outside its era.
fn judge_year(
    asked: EraYear,
    (right, is_within): (Option<i64>, bool),
    answer: Result<i64, Refusal>,
) -> Verdict {
    let refusal = match (answer, right) {
        (Ok(answered), Some(right)) => {
            return ensure(answered == right, || {
                format!("{asked} is the year {right}, answered {answered}")
            });
        }
        (Ok(answered), None) => {
            let why = format!("answered {answered} to {asked}, which is beyond 64 bits");
            return Err(Objection::wrong(why));
        }
        (Err(refusal), _) => refusal,
    };
    let why = format!("refused {asked}: {refusal}");
    match refusal.reason() {
        Reason::Unsupported => {
            Err(Objection::unsupported("the subject does not answer this question"))
        }
        _ if is_within => Err(Objection::new(Status::RefusedValid, why)),
        Reason::NoSuchMonth | Reason::NoSuchDay => Err(Objection::new(Status::WrongRefusal, why)),
        _ => Ok(()),
    }
}

/// Whether the year is in the declared range, and its first or last day is in the era.
fn lies_within(ask: &Ask<'_>, era: EraCode, year: i64) -> bool {
    if !ask.shape().has_year(year) {
        return false;
    }
    let days = ends_of_year(ask.shape(), year);
    let observed = |day: RataDie| ask.shape().oracle.reference()?.era_year(day).ok();
    days.is_some_and(|days| {
        days.into_iter().any(|day| observed(day).is_some_and(|it| it.era == era))
    })
}

/// The eras of the declared rule.
fn eras(ask: &Ask<'_>) -> Asked<&'static [Era]> {
    let eras = ask.shape().oracle.reference().map(Calendar::eras);
    let eras = eras.filter(|eras| !eras.is_empty());
    eras.ok_or_else(|| Objection::not_compared("no reference has eras for it"))
}

/// Codes that the calendar does not have: a word, its own with an extra letter, and those of other
/// calendars.
fn strangers(eras: &[Era]) -> Vec<EraCode> {
    let longer = eras.iter().filter_map(|era| EraCode::new(&format!("{}x", era.code)));
    let is_own = |code: &EraCode| eras.iter().any(|era| era.is_called(*code));
    let others: BTreeSet<&str> =
        calendars::ALL.iter().flat_map(|it| it.eras()).map(|era| era.code).collect();
    let others = others.into_iter().filter_map(EraCode::new);
    let mut all: Vec<EraCode> =
        EraCode::new("no-such-era").into_iter().chain(longer).chain(others).collect();
    all.retain(|code| !is_own(code));
    all
}
