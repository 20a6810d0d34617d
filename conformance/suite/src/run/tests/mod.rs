//! Runs on subjects that are right, whatever they claim.

mod claims;
mod eras;
mod extremes;
mod innocent;
mod judged;
mod paced;
mod years;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use calproof_registry::{BeyondRange, Calendar, DayRange, Leniency, Numbering, RataDie, calendars};

use super::run_calendar;
use crate::claim::{Claim, Hello};
use crate::outcome::CalendarOutcome;
use crate::query::{Ability, Observation, Query};
use crate::selection::Selection;
use crate::subject::{Subject, lock};

/// A reference calendar with this claim, which records every question outside the claim.
struct Claiming {
    calendar: &'static dyn Calendar,
    hello: Hello,
    unclaimed: Mutex<Vec<Query>>,
    /// The answer to give instead, if any.
    instead: fn(&Claim, Query) -> Option<Observation>,
}

impl Claiming {
    fn new(claim: Claim, calendar: &str) -> Claiming {
        let hello = Hello {
            name: "theirs".to_owned(),
            version: "1.0".to_owned(),
            calendars: vec![claim],
            registry: None,
        };
        let calendar = calendars::by_id(calendar).unwrap();
        Claiming { calendar, hello, unclaimed: Mutex::default(), instead: |_, _| None }
    }

    fn claim(&self) -> &Claim {
        &self.hello.calendars[0]
    }

    fn run(&self, selection: &Selection) -> CalendarOutcome {
        run_calendar(self, self.claim(), selection, &()).unwrap()
    }

    /// The failures, in words.
    fn failures(outcome: &CalendarOutcome) -> Vec<String> {
        let findings = outcome.checks.iter().flat_map(|check| &check.findings);
        let failing = findings.filter(|finding| finding.status.fails());
        let words = failing.map(|finding| {
            format!("{} {}: {}", finding.case.id(), finding.status, finding.objection.why)
        });
        words.collect()
    }
}

impl Subject for Claiming {
    fn hello(&self) -> &Hello {
        &self.hello
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        if calendar != self.claim().id || !self.claim().abilities.contains(&query.ability()) {
            lock(&self.unclaimed).push(query);
            return Observation::Garbled("it dies of what it does not claim".into());
        }
        let instead = (self.instead)(self.claim(), query);
        instead.unwrap_or_else(|| query.answered_by(self.calendar))
    }

    fn prefers_batches(&self) -> bool {
        true
    }
}

/// The claim of a correct calendar: these questions, on these days.
fn claim(id: &str, days: (i64, i64), abilities: BTreeSet<Ability>) -> Claim {
    Claim {
        id: id.to_owned(),
        rule: id.to_owned(),
        range: Some(DayRange { first: RataDie(days.0), last: RataDie(days.1) }),
        beyond_range: BeyondRange::Refuses,
        impossible: BTreeMap::new(),
        numbering: Numbering { year_zero: true },
        abilities,
    }
}

/// All questions that the reference calendar answers.
fn all_abilities(id: &str) -> Vec<Ability> {
    let of_eras = [Ability::EraYear, Ability::ExtendedYear];
    let of_weeks = [Ability::IsoWeek, Ability::DayFromIsoWeek];
    let calendar = calendars::by_id(id).unwrap();
    let has_eras = !calendar.eras().is_empty();
    let has_weeks = calendar.iso_week(RataDie(1)).is_ok();
    let all = Ability::ALL.into_iter().map(|(ability, _)| ability);
    let all = all.filter(|ability| has_eras || !of_eras.contains(ability));
    all.filter(|ability| has_weeks || !of_weeks.contains(ability)).collect()
}

/// Declares that the calendar answers leniently what it would otherwise refuse.
fn declares(claim: &mut Claim, leniency: Leniency) {
    let of_dates = [Ability::Day, Ability::DayNative, Ability::Add, Ability::Until];
    let of_months = [Ability::DaysInMonth, Ability::MonthOrdinal, Ability::MonthCode];
    let of_days = [Ability::DayFromOrdinal, Ability::DayFromIsoWeek];
    for ability in of_dates.into_iter().chain(of_months).chain(of_days) {
        claim.impossible.insert(ability, leniency);
    }
}
