//! Any [`Calendar`] as a subject; panics become observations.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use calproof_registry::{Calendar, Date, RataDie, Reason, Refusal, calendars};

use crate::profile::RegistryClaim;
use crate::program::{History, Program};
use crate::query::{Ability, Observation, Probe, Query};
use crate::subject::catch_panic::catch_panic;
use crate::subject::in_process_registry::{self, InProcessRegistry, RegistrySource};
use crate::subject::{Batch, Claim, Hello, Interrupted, Subject};

/// In-process calendars, and a registry of them, as a subject.
pub struct InProcess<'a> {
    hello: Hello,
    calendars: Vec<&'a dyn Calendar>,
    registry: Option<InProcessRegistry>,
}

impl<'a> InProcess<'a> {
    /// A subject with this name, version and these calendars. Their abilities are found out by
    /// asking.
    pub fn new(name: &str, version: &str, calendars: Vec<&'a dyn Calendar>) -> InProcess<'a> {
        let claims = calendars.iter().map(|calendar| claim(*calendar)).collect();
        let hello = Hello {
            name: name.to_owned(),
            version: version.to_owned(),
            calendars: claims,
            registry: None,
        };
        InProcess { hello, calendars, registry: None }
    }

    /// The reference calendars as a subject. Their abilities are known; finding them out by asking
    /// would compute the tables of all astronomical calendars.
    pub fn of_references(name: &str, version: &str) -> InProcess<'static> {
        let claims = calendars::ALL.iter().map(|calendar| reference_claim(*calendar)).collect();
        let hello = Hello {
            name: name.to_owned(),
            version: version.to_owned(),
            calendars: claims,
            registry: None,
        };
        InProcess { hello, calendars: calendars::ALL.to_vec(), registry: None }
    }

    /// Adds a registry with this claim; `source` makes a fresh one for each program.
    ///
    /// The claim need not say what holds for every in-process registry: users' calendars can be
    /// given every behaviour in [`BehaviourKind`](crate::BehaviourKind), and drops of calendars are
    /// counted.
    ///
    /// ```
    /// use calproof::{Call, InProcess, Program, RegistryClaim, RegistryRefusal, Response, Subject};
    /// # use calproof::{Calendar, CalendarRegistry, Found, Registered};
    /// # struct Empty;
    /// # impl CalendarRegistry for Empty {
    /// #     fn register(
    /// #         &self,
    /// #         _: std::sync::Arc<dyn Calendar>,
    /// #         _: &[&str],
    /// #     ) -> Result<Registered, RegistryRefusal> {
    /// #         Err(RegistryRefusal::Closed)
    /// #     }
    /// #     fn find(&self, _: &str) -> Result<Found, RegistryRefusal> {
    /// #         Err(RegistryRefusal::NotFound)
    /// #     }
    /// # }
    /// let subject = InProcess::new("empty", "1.0.0", Vec::new())
    ///     .with_registry(RegistryClaim::default(), || Empty);
    /// let program = Program::sequence(Vec::new(), vec![Call::Find("coptic".into())]);
    /// let history = subject.run(&program).unwrap();
    /// let (_, said) = history.records[0].returned.as_ref().unwrap();
    /// assert_eq!(*said, Response::Refused(RegistryRefusal::NotFound));
    /// ```
    #[must_use]
    pub fn with_registry(mut self, claim: RegistryClaim, source: impl RegistrySource) -> Self {
        self.hello.registry = Some(in_process_registry::completed(claim));
        self.registry = Some(InProcessRegistry::new(Arc::new(source)));
        self
    }

    /// Sets the time limit for each program, instead of ten seconds. A call that has not returned
    /// by then counts as never returning.
    #[must_use]
    pub fn with_deadline(mut self, deadline: Duration) -> Self {
        if let Some(registry) = &mut self.registry {
            registry.deadline = deadline;
        }
        self
    }

    fn find(&self, calendar: &str) -> Option<&'a dyn Calendar> {
        let index = self.hello.calendars.iter().position(|claim| claim.id == calendar)?;
        Some(self.calendars[index])
    }
}

impl Subject for InProcess<'_> {
    fn hello(&self) -> &Hello {
        &self.hello
    }

    fn answer(&self, calendar: &str, query: Query) -> Observation {
        match self.find(calendar) {
            Some(calendar) => observe(calendar, query),
            None => Observation::Refused(Refusal::Unsupported),
        }
    }

    fn answers(&self, calendar: &str, queries: &[Query]) -> Vec<Observation> {
        let one_by_one = || queries.iter().map(|query| self.answer(calendar, *query)).collect();
        let Some(found) = self.find(calendar) else { return one_by_one() };
        let all = catch_panic(|| queries.iter().map(|query| query.answered_by(found)).collect());
        // One of them panicked; asking one by one shows which.
        all.unwrap_or_else(|_| one_by_one())
    }

    fn run(&self, program: &Program) -> Result<History, Observation> {
        match &self.registry {
            Some(registry) => registry.run(program),
            None => Err(Observation::Refused(Refusal::Unsupported)),
        }
    }

    fn batch(&self, calendar: &str, batch: &mut dyn Batch) -> Result<(), Interrupted> {
        let calendar = self.find(calendar).ok_or(Interrupted)?;
        catch_panic(|| batch.answered_by(calendar)).unwrap_or(Err(Interrupted))
    }
}

fn observe(calendar: &dyn Calendar, query: Query) -> Observation {
    catch_panic(|| query.answered_by(calendar)).unwrap_or_else(Observation::Crashed)
}

/// The calendar's claim: what it declares, and the abilities for which it does not answer
/// *unsupported*.
fn claim(calendar: &dyn Calendar) -> Claim {
    let range = catch_panic(|| calendar.range()).ok().and_then(Result::ok);
    // Asked in the middle of the range, where every ability should answer.
    let day =
        range.map_or(RataDie::UNIX_EPOCH, |range| RataDie(range.first.0.midpoint(range.last.0)));
    let date = catch_panic(|| calendar.date(day)).ok().and_then(Result::ok);
    let date = date.unwrap_or(Date::new(1, 1, 1));
    let era_year = catch_panic(|| calendar.era_year(day)).ok().and_then(Result::ok);
    let probe = Probe { day, date, era_year };
    let queries = Ability::ALL.into_iter().filter_map(|(ability, _)| ability.probe(&probe));
    let abilities: BTreeSet<Ability> = queries
        .filter(|query| !is_unsupported(&observe(calendar, *query)))
        .map(Query::ability)
        .collect();
    Claim::of(calendar, range, abilities)
}

/// The abilities of a reference calendar: all, but those of eras and weeks only if it has them.
fn reference_claim(calendar: &dyn Calendar) -> Claim {
    let of_eras = [Ability::EraYear, Ability::ExtendedYear];
    let abilities = Ability::ALL.iter().map(|(ability, _)| *ability);
    let abilities = abilities.filter(|able| !calendar.eras().is_empty() || !of_eras.contains(able));
    let of_weeks = [Ability::IsoWeek, Ability::DayFromIsoWeek];
    let has_weeks = calendar.iso_week(RataDie(1)).is_ok();
    let abilities = abilities.filter(|able| has_weeks || !of_weeks.contains(able));
    Claim::of(calendar, calendar.range().ok(), abilities.collect())
}

fn is_unsupported(observation: &Observation) -> bool {
    matches!(observation, Observation::Refused(refusal) if refusal.reason() == Reason::Unsupported)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_abilities_of_references_equal_those_found_by_asking() {
        let known = InProcess::of_references("ours", "0.0.0");
        let found = InProcess::new("ours", "0.0.0", calendars::ALL.to_vec());
        assert_eq!(known.hello(), found.hello());
    }
}
