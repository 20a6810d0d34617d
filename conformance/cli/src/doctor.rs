//! The health of an adapter, before the library behind it is blamed.
//!
//! A table of examinations, called looks: each finds one mistake and says in a sentence what to
//! change. A look is listed only if the adapter declares what it examines, and is *ok* only if
//! something was compared.

mod answers;
mod bounded;
mod days;
mod fields;
mod patient;
mod refusals;
mod registry;

use calproof::query::Ability;
use calproof::subject::{Claim, Subject};

use crate::misspelled::misspelled;

pub(crate) use bounded::PATIENCE;
use bounded::{Bounded, OVER};
use patient::Patient;

/// The result of one look.
pub struct Symptom {
    /// What was looked at, with the calendar if it is about one.
    pub what: String,
    /// The result.
    pub state: State,
}

/// The result of a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Something was compared, and it is right.
    Ok,
    /// A mistake of the adapter: what to change, and where it was seen.
    Wrong(String),
    /// Why nothing can be concluded.
    NotChecked(String),
}

/// What a look examines in a calendar, and how; `None` if it does not apply.
type Look = (&'static str, fn(&Patient<'_>) -> Option<State>);

const LOOKS: [Look; 16] = [
    ("answers the questions that it declares", answers::claims),
    ("gives results in the order of the items", answers::order),
    ("gives the same answer when asked again", answers::memory),
    ("counts days as Rata Die", days::counts),
    ("gives the dates of its rule", days::rule),
    ("answers from `first` to `last`", days::ends),
    ("counts months from 1", fields::months),
    ("writes months by their codes", fields::codes),
    ("reads the number of a leap month", fields::leap_texts),
    ("counts extended years with a year 0", fields::year_zero),
    ("declares whether native years have a year 0", fields::native_year_zero),
    ("numbers weekdays from Monday (1)", fields::weekdays),
    ("asks the library about impossible dates", refusals::asks),
    ("declares what it does with impossible dates", refusals::leniency),
    ("distinguishes refusals from failures", refusals::exceptions),
    ("reads the largest integers", refusals::integers),
];

/// Looks at everything in which a mistake of the adapter can be distinguished from one of the
/// library.
pub fn examine(subject: &dyn Subject) -> Vec<Symptom> {
    let bounded = Bounded::new(subject);
    let mut symptoms = Vec::new();
    for claim in &subject.hello().calendars {
        let id = calproof::escape::line(&claim.id);
        if let Some(words) = misspelled(claim) {
            symptoms.push(Symptom { what: format!("{id} is named"), state: State::Wrong(words) });
        }
        let patient = Patient::new(&bounded, claim);
        for (what, look) in LOOKS {
            let was_over = bounded.is_over();
            let state = if was_over { listed(what, &patient) } else { look(&patient) };
            let Some(state) = state else { continue };
            // A result that may come from skipped questions proves nothing.
            let state = match state {
                State::Wrong(_) if !was_over && bounded.is_over() => not_checked(OVER),
                State::Ok if was_over || bounded.is_over() => not_checked(OVER),
                state => state,
            };
            symptoms.push(Symptom { what: format!("{id} {what}"), state });
        }
    }
    symptoms.extend(registry::examine(&bounded));
    if bounded.is_unfilled() {
        let state = State::Wrong(UNFILLED.to_owned());
        return vec![Symptom { what: "the adapter asks its library".to_owned(), state }];
    }
    symptoms
}

/// The message for an adapter that does not ask its library anything yet.
const UNFILLED: &str = "nothing is filled in yet: the adapter answers `unsupported` to everything. \
                        Write calls of your library where its answers are expected";

/// Whether nothing is filled in yet. Asks more questions only while everything is unsupported.
fn is_unfilled(bounded: &Bounded<'_>) -> bool {
    if bounded.has_answered() {
        return false;
    }
    for claim in &bounded.hello().calendars {
        answers::claims(&Patient::of_few_days(bounded, claim));
    }
    registry::ask(bounded);
    bounded.is_unfilled()
}

/// A look for which no time is left. Only the first one is listed, and stands for all.
fn listed(what: &str, _: &Patient<'_>) -> Option<State> {
    (what == LOOKS[0].0).then(|| not_checked(OVER))
}

/// What a look at a few days shows before a run.
pub struct FirstLook {
    /// Why a run would be pointless, in a sentence: every calendar that can be compared counts days
    /// from another epoch or gives results of the wrong type, or everything is unsupported.
    pub hopeless: Option<String>,
    /// A problem that may be a mistake of the adapter or of the library.
    pub hint: Option<String>,
}

/// Looks at a few days of each calendar.
pub fn first_look(subject: &dyn Subject) -> FirstLook {
    let bounded = Bounded::new(subject);
    let claims = &subject.hello().calendars;
    let mut look = FirstLook { hopeless: None, hint: None };
    // A registry, and calendars that are not asked for dates, can be judged whatever the days are.
    let is_undated = |claim: &Claim| !claim.abilities.contains(&Ability::Date);
    let mut is_judged = subject.hello().registry.is_some() || claims.iter().any(is_undated);
    for claim in claims.iter().filter(|claim| claim.abilities.contains(&Ability::Date)) {
        let patient = Patient::of_few_days(&bounded, claim);
        if bounded.is_over() {
            is_judged = true;
            break;
        }
        let reported = |words: String| format!("{}: {words}", calproof::escape::line(&claim.id));
        match answers::all_of_another_type(&patient).or_else(|| days::shifted_far(&patient)) {
            Some(words) => look.hopeless = look.hopeless.or_else(|| Some(reported(words))),
            // A calendar that cannot be compared is no evidence either way.
            None => is_judged |= patient.was_compared(),
        }
        let hint = || days::shifted_slightly(&patient).or_else(|| days::another_rule(&patient));
        look.hint = look.hint.or_else(|| hint().map(reported));
    }
    look.hopeless = look.hopeless.filter(|_| !is_judged);
    if is_unfilled(&bounded) {
        look.hopeless = Some(UNFILLED.to_owned());
    }
    look
}

/// The state of a look that could not be made, with the reason.
fn not_checked(why: impl Into<String>) -> State {
    State::NotChecked(why.into())
}
