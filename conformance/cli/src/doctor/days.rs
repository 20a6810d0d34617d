//! Looks at whether days are counted as Rata Die, by the declared calendar, and up to the ends of
//! the declared range.

use calproof::query::{Ability, Observation, Query};
use calproof::spec;
use calproof::subject::Claim;
use calproof_registry::{BeyondRange, Calendar, Date, RataDie, Reason, calendars};

use super::patient::{Patient, date_of};
use super::{State, not_checked};
use crate::identify::Identity;

/// How many days other common epochs are away from Rata Die, and what to change.
const EPOCHS: [(i64, &str); 4] = [
    (1_721_425, "days look like Julian day numbers; subtract 1,721,425 from them"),
    (1_721_424, "days look like Julian day numbers from midnight; subtract 1,721,424 from them"),
    (-719_163, "days look like days of the Unix epoch; add 719,163 to them"),
    (-678_576, "days look like Modified Julian days; add 678,576 to them"),
];

/// Shifts, in days, that may just as well be a mistake of the library.
const SMALL: [i64; 4] = [1, -1, 2, -2];

/// Why a look says nothing if days are counted from another epoch.
pub(super) const SHIFTED: &str = "its days are shifted";

/// Whether its days are counted from another epoch, or are one or two off.
pub(super) fn is_shifted(patient: &Patient<'_>) -> bool {
    shifted_far(patient).is_some() || shifted_slightly(patient).is_some()
}

/// How many days have to agree before another rule is named.
const FEW: usize = 4;

/// About how many days are compared with all rules if the dates do not follow the declared one.
const DAYS_TO_IDENTIFY: usize = 200;

/// A distance in days between two dates that neither a reform nor a model explains.
const APART: u64 = 3;

pub(super) fn counts(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::Date) {
        return None;
    }
    let Some(reference) = patient.reference() else {
        return Some(not_checked(patient.no_reference()));
    };
    if agree(patient, reference, 0) {
        return Some(State::Ok);
    }
    if let Some(words) = shifted_far(patient) {
        return Some(State::Wrong(words));
    }
    Some(not_checked(match shifted_slightly(patient) {
        Some(words) => words,
        None if patient.was_compared() => {
            "its dates are not shifted dates of its rule; `calproof run` judges them".to_owned()
        }
        None => "none of its days has a date to compare with the reference".to_owned(),
    }))
}

/// The sentence about days that are counted from another epoch.
pub(super) fn shifted_far(patient: &Patient<'_>) -> Option<String> {
    let reference = patient.reference()?;
    if agree(patient, reference, 0) {
        return None;
    }
    let (shift, words) = EPOCHS.iter().find(|(shift, _)| agree(patient, reference, *shift))?;
    let (day, observed) = patient.observed().next()?;
    let expected = reference
        .date(day)
        .map_or_else(|refusal| refusal.to_string(), |expected| patient.text(expected));
    Some(format!(
        "its {words}: `date {}` gave {}, expected {expected} (a shift of {shift} days)",
        day.0,
        patient.text(observed)
    ))
}

/// The sentence about days that are one or two off; the adapter or the library may be the cause.
pub(super) fn shifted_slightly(patient: &Patient<'_>) -> Option<String> {
    let reference = patient.reference()?;
    let shift = SMALL.into_iter().find(|shift| agree(patient, reference, *shift))?;
    let (day, observed) = patient.observed().next()?;
    let expected = reference.date(day).ok()?;
    let (count, way) = (shift.abs(), if shift > 0 { "subtract" } else { "add" });
    let (days, where_to) =
        (if count == 1 { "day" } else { "days" }, if shift > 0 { "from" } else { "to" });
    Some(format!(
        "if the adapter converts days, {way} {count} {where_to} them; if it does not, the library \
         is {count} {days} off, which `calproof run` judges: `date {}` gave {}, expected {}",
        day.0,
        patient.text(observed),
        patient.text(expected)
    ))
}

/// Whether most days that can be compared have the date that `calendar` gives to the day `shift`
/// days earlier. Some may differ, since the library may have mistakes.
fn agree(patient: &Patient<'_>, calendar: &dyn Calendar, shift: i64) -> bool {
    let pairs = patient.observed().filter_map(|(day, observed)| {
        let expected = calendar.date(RataDie(day.0.checked_sub(shift)?)).ok()?;
        Some(expected == observed)
    });
    let (mut right, mut all) = (0, 0);
    pairs.for_each(|is_right| (right, all) = (right + usize::from(is_right), all + 1));
    right * 10 > all * 7
}

/// The declared rule and id are those of its dates.
pub(super) fn rule(patient: &Patient<'_>) -> Option<State> {
    if !patient.can(Ability::Date) {
        return None;
    }
    let Some(reference) = patient.reference() else {
        return Some(not_checked(patient.no_reference()));
    };
    let compared = patient.compared();
    if agree(patient, reference, 0) {
        let wrong = compared.iter().filter(|one| one.observed != one.expected).count();
        return Some(named(patient).unwrap_or_else(|| match wrong {
            0 => State::Ok,
            _ => not_checked(another_rule(patient).unwrap_or_else(|| {
                let all = compared.len();
                format!("{wrong} of {all} days have other dates; `calproof run` judges them")
            })),
        }));
    }
    if is_shifted(patient) {
        return Some(not_checked(SHIFTED));
    }
    let is_right = |calendar: &&&dyn Calendar| {
        let all = patient
            .observed()
            .filter_map(|(day, observed)| Some(calendar.date(day).ok()? == observed));
        let all: Vec<bool> = all.collect();
        all.len() >= FEW && all.iter().all(|is_right| *is_right)
    };
    let other = calendars::ALL.iter().find(is_right);
    let (Some(other), Some(first)) =
        (other, compared.iter().find(|one| one.observed != one.expected))
    else {
        return Some(not_checked(if compared.is_empty() {
            "none of its days has a date to compare with the reference".to_owned()
        } else {
            another_rule(patient).unwrap_or_else(|| {
                "its dates follow no known rule; `calproof run` judges them".to_owned()
            })
        }));
    };
    Some(State::Wrong(format!(
        "its dates follow the rule `{}`, not `{}`; declare it in `rule`, and in `id` if that is \
         the calendar: `date {}` gave {}, expected {}",
        other.id(),
        calproof::escape::line(&patient.claim.rule),
        first.day.0,
        patient.text(first.observed),
        patient.text(first.expected)
    )))
}

/// The sentence about a rule that explains more of the dates than the declared one, if some dates
/// do not follow the declared one.
pub(super) fn another_rule(patient: &Patient<'_>) -> Option<String> {
    patient.compared().iter().find(|one| one.observed != one.expected)?;
    let identity = Identity::of(patient.subject, patient.claim, DAYS_TO_IDENTIFY).ok()?;
    let best = identity.another()?;
    let declared = calproof::escape::line(&patient.claim.rule);
    Some(format!(
        "the rule `{}` explains more of its dates ({} of {}) than the declared rule, `{declared}`; \
         `calproof identify` shows where they differ",
        best.rule, best.days, best.reach
    ))
}

/// What is wrong with the id if the rule is right: no date is that of the calendar with this id,
/// nor within a few days of it, as dates by another rule of the same calendar would be.
fn named(patient: &Patient<'_>) -> Option<State> {
    let Claim { id, rule, .. } = patient.claim;
    let own = spec::by_name(id).ok()??;
    if patient.spec().is_some_and(|spec| spec.id == own.id) {
        return None;
    }
    let calendar = calendars::by_id(&own.id)?;
    let apart = patient.observed().filter_map(|(day, observed)| {
        let its_date = calendar.date(day).ok()?;
        let day_of_answer = calendar.day(observed).ok();
        let is_near = day_of_answer.is_some_and(|its_day| its_day.0.abs_diff(day.0) <= APART);
        // If the calendar has no such date, the years decide.
        Some(!is_near && (day_of_answer.is_some() || its_date.year.abs_diff(observed.year) > 1))
    });
    let apart: Vec<bool> = apart.collect();
    let is_another = apart.len() >= FEW && apart.iter().all(|apart| *apart);
    let (day, observed) = patient.observed().next()?;
    is_another.then(|| {
        let [id, rule] = [id, rule].map(|text| calproof::escape::line(text));
        State::Wrong(format!(
            "give the calendar the `id` `{rule}`: by its rule, none of its dates is near those of \
             `{id}`: `date {}` gave {}",
            day.0,
            patient.text(observed)
        ))
    })
}

/// Both ends of the declared range have an answer.
pub(super) fn ends(patient: &Patient<'_>) -> Option<State> {
    let range = patient.claim.range.filter(|_| patient.can(Ability::Date))?;
    if shifted_far(patient).is_some() {
        return Some(not_checked(SHIFTED));
    }
    let middle = patient.middle();
    if patient.date(middle).is_none() {
        return Some(not_checked(format!("`date {}`, within its range, has no date", middle.0)));
    }
    for (key, end) in [("first", range.first), ("last", range.last)] {
        let observed = patient.ask(Query::Date(end));
        match &observed {
            Observation::Value(_) => {}
            Observation::Refused(refusal)
                if matches!(refusal.reason(), Reason::OutOfRange | Reason::Unexplained) =>
            {
                let edge = edge(patient, middle, end);
                return Some(State::Wrong(format!(
                    "declare `\"{key}\":{edge}`, the {key} day that is answered: `date {}` gave \
                     {observed}",
                    end.0
                )));
            }
            _ => {
                return Some(not_checked(format!(
                    "`date {}`, the {key} day, gave {observed}; `calproof run` judges that",
                    end.0
                )));
            }
        }
    }
    Some(beyond(patient, range.last).unwrap_or(State::Ok))
}

/// The farthest answered day from `middle` towards `end`, by bisection.
fn edge(patient: &Patient<'_>, middle: RataDie, end: RataDie) -> i64 {
    let (mut answered, mut refused) = (middle.0, end.0);
    while answered.abs_diff(refused) > 1 {
        let between = answered.midpoint(refused);
        // Midpoints are rounded towards zero or down, and never lie past either of the two.
        if between == answered || between == refused {
            break;
        }
        if patient.date(RataDie(between)).is_some() {
            answered = between;
        } else {
            refused = between;
        }
    }
    answered
}

/// Days beyond the range all get the last day's date, although that is not declared.
fn beyond(patient: &Patient<'_>, last: RataDie) -> Option<State> {
    if patient.claim.beyond_range != BeyondRange::Refuses {
        return None;
    }
    let expected: Date = patient.date(last)?;
    let days = [1, 2, 1000].map(|more| last.0.checked_add(more).map(RataDie));
    let days: Option<Vec<RataDie>> = days.into_iter().collect();
    let all =
        days?.into_iter().all(|day| date_of(&patient.ask(Query::Date(day))) == Some(expected));
    all.then(|| {
        State::Wrong(format!(
            "declare `\"beyond\":\"clamps\"` if the library documents it: `date {}`, a day beyond \
             the range, gave {}, the date of the last day",
            last.0 + 1,
            patient.text(expected)
        ))
    })
}
