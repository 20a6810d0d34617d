//! Programs of a registry's calls, sequential and with several threads.

use calproof::case::boundary::Boundary;
use calproof::case::{Input, strategy};
use calproof::check::Check;
use calproof::check::programs::Programs;
use calproof::claim::REGISTRY;
use calproof::profile::RegistryClaim;
use calproof::program::{Program, Record};
use calproof::run::cases::seed_of;
use calproof::run::{Door, Selection};
use calproof::subject::Subject;
use proptest::strategy::{Strategy, ValueTree};

use crate::hunt::JudgedCase;
use crate::hunt::novelty::Novelty;

/// How many programs a round has.
const PROGRAMS: usize = 16;

/// A registry, and the checks that have generated programs for it.
pub(super) struct Registry<'a> {
    subject: &'a dyn Subject,
    claim: &'a RegistryClaim,
    checks: Vec<&'static Check>,
}

impl<'a> Registry<'a> {
    /// `None` if the subject has no registry, or nothing is generated for it.
    pub(super) fn new(subject: &'a dyn Subject, selection: &Selection) -> Option<Registry<'a>> {
        let claim = subject.hello().registry.as_ref()?;
        let mut checks = selection.checks_of_registries();
        checks.retain(|check| {
            plan(check, claim).is_some_and(|programs| programs.generated.is_some())
        });
        let asked = selection.has_calendar(REGISTRY) && !checks.is_empty();
        asked.then_some(Registry { subject, claim, checks })
    }

    /// The check with this index, and the door through which it is judged.
    pub(super) fn door(&self, place: usize) -> Option<(&'static Check, Door<'a>)> {
        let check = *self.checks.get(place)?;
        let judge = plan(check, self.claim)?.judge;
        Some((check, Door { subject: self.subject, claim: self.claim, judge }))
    }

    /// The judged programs of a round, and the index of the check whose turn it is.
    pub(super) fn round(&self, seed: u64, round: usize) -> (usize, Vec<JudgedCase>) {
        let place = round % self.checks.len();
        let check = self.checks[place];
        let mut runner =
            strategy::runner(seed_of(check, REGISTRY, seed).wrapping_add(round as u64));
        let door = self.door(place);
        let source = plan(check, self.claim).and_then(|programs| programs.generated);
        let Some(((_, door), source)) = door.zip(source) else { return (place, Vec::new()) };
        let one = |_| Some(judge(door, source.new_tree(&mut runner).ok()?.current()));
        (place, (0..PROGRAMS).filter_map(one).collect())
    }
}

fn plan(check: &Check, claim: &RegistryClaim) -> Option<Programs> {
    check.planner()?(claim).ok()
}

fn judge(door: Door<'_>, program: Program) -> JudgedCase {
    let (verdict, records) = door.judge(&program);
    let seen = Novelty::of_program(Boundary::of_program(&program), &verdict);
    let transcript = records.iter().map(Record::spoken).collect();
    JudgedCase { input: Input::Program(program), seen, verdict, transcript }
}
