//! Registries, compared with the model.

use std::sync::LazyLock;

use calproof::case::Input;
use calproof::case::bytes::Sample;
use calproof::history::ids;
use calproof::model::{Holder, Model, State, folding};
use calproof::profile::{
    Clash, EmptyName, Folding, Ids, Listing, Open, Profile, RegistryClaim, SameBackend, Shutdown,
};
use calproof::program::{Backend, CalendarRef, Call, History, Name, Program, Record, Response};
use calproof::subject::{RegistrySource, play};
use calproof_registry::{Policy, Registry, SystemCalendar, calendars};

use super::dictionaries::names;
use super::mutation::program_mutator;
use super::{SHORT, Target, counting, planted, readable};
use crate::faults;

#[cfg(test)]
mod tests;

/// The target.
pub static TARGET: Target = Target {
    name: "registration",
    about: "Calls of the reference registry beside the model.",
    run: registration,
    prepare: || (),
    mutator: Some(program_mutator),
    longest: SHORT,
    seeds: readable::SAMPLES,
    words: || {
        // A name in a program: its length, then its bytes.
        let spelled = |name: Vec<u8>| [&(name.len() as u16).to_le_bytes()[..], &name].concat();
        names().into_iter().map(spelled).collect()
    },
    plants: &[],
};

/// The registries to test: the reference with each policy, or the planted one.
static RULES: LazyLock<Vec<Rules>> = LazyLock::new(|| match planted::name() {
    Some(name) => vec![Rules::planted(name)],
    None => policies().map(Rules::of).collect(),
});

/// A registry's claim, and the source that opens it.
pub struct Rules {
    claim: RegistryClaim,
    source: Box<dyn RegistrySource>,
}

/// Makes the calls of a program, one thread after the other, on the reference registry under the
/// policy that the sample names. The model must allow every answer.
pub fn registration(bytes: &[u8]) {
    if let Some(Sample { whom, input: Input::Program(program), .. }) = Sample::read(bytes) {
        answers_are_allowed(&RULES[usize::from(whom) % RULES.len()], &program);
    }
    counting::ended();
}

/// Judges any registry: its answers, the owners of its ids, and how long it holds a calendar.
///
/// # Panics
///
/// One of these is not as expected.
pub fn answers_are_allowed(rules: &Rules, program: &Program) {
    let does_no_more =
        |backend: &Backend| backend.behaviour.is_plain() && is_settled(&backend.name);
    if !program.backends.iter().all(does_no_more) {
        return;
    }
    let program = as_played(program, &rules.claim);
    let played = play(&*rules.source, &program);
    let (history, held) = played.unwrap_or_else(|broke| panic!("{broke:?}\n{program}"));
    let model = Model::new(&rules.claim, &program);
    let mut judge = ProgramJudge::new(&model);
    for (record, held) in history.records.iter().zip(held) {
        counting::did(1);
        judge.record(record, &held);
    }
    judge.end(&history);
}

/// What is known about a registry after some calls.
struct ProgramJudge<'a> {
    model: &'a Model<'a>,
    /// The states that it may be in.
    states: Vec<State>,
    /// Which backends have been given an id.
    has_id: Vec<bool>,
    /// The calendars that the program keeps beyond the registry's end.
    kept: Vec<CalendarRef>,
}

impl<'a> ProgramJudge<'a> {
    fn new(model: &'a Model<'a>) -> ProgramJudge<'a> {
        let has_id = vec![false; model.program().backends.len()];
        ProgramJudge { model, states: vec![model.start()], has_id, kept: Vec::new() }
    }

    fn record(&mut self, record: &Record, held: &[bool]) {
        let Record { call, returned, .. } = record;
        let (_, answered) = returned.as_ref().expect("a call that returns, on one thread");
        if is_absent(self.model.claim(), call) {
            assert!(
                matches!(answered, Response::Refused(_)),
                "{call} -> {answered}; it declares no such call"
            );
            return;
        }
        match (call, answered) {
            // There is no id to ask for, so the registry was not asked.
            (Call::FindIdOf(backend), _) if !self.has_id[*backend] => return,
            (Call::Register(backend, _), Response::Registered { id, .. }) => {
                self.has_id[*backend] = id.is_some();
            }
            (Call::Hold(_), Response::Found(seen)) => self.kept.push(seen.which.clone()),
            _ => {}
        }
        self.step(call, answered);
        for (place, is_held) in held.iter().enumerate() {
            let has = |state: &State| state.has(Holder::Backend(place));
            let is_there = self.states.iter().any(has);
            let may_be_held = is_there || self.keeps(place);
            let is_expected = if *is_held { may_be_held } else { !self.states.iter().all(has) };
            let there = if is_there { "registered" } else { "not registered" };
            let held = if *is_held { "somebody" } else { "nobody" };
            assert!(is_expected, "{call}: backend {place} is {there}, and {held} holds it");
        }
    }

    fn step(&mut self, call: &Call, answered: &Response) {
        let steps = self.states.iter().map(|state| self.model.steps(state, call, answered));
        let steps: Vec<Result<Vec<State>, String>> = steps.collect();
        if let Some(Err(expected)) = steps.iter().find(|_| steps.iter().all(Result::is_err)) {
            let (profile, program) = (&self.model.claim().profile, self.model.program());
            panic!("{call} -> {answered}; expected: {expected}; {profile:?}\n{program}")
        }
        self.states = steps.into_iter().flatten().flatten().collect();
    }

    /// Whether the program keeps the calendar.
    fn keeps(&self, backend: usize) -> bool {
        self.kept.contains(&CalendarRef::Backend(backend))
    }

    fn end(self, history: &History) {
        let profile = &self.model.claim().profile;
        if profile.ids == Some(Ids::Unique)
            && let Err(objection) = ids::stand_for_one(self.model, history)
        {
            panic!("{}", objection.why);
        }
        let shows_ids = history.records.iter().any(ids::shows_one);
        assert!(profile.ids != Some(Ids::None) || !shows_ids, "it declares that there are no ids");
        let ended = history.ended.as_ref().expect("an end, on one thread");
        for (place, drops) in ended.dropped_while_held.iter().enumerate() {
            assert!(*drops > 0 || self.keeps(place), "backend {place} outlives the registry");
        }
        assert_eq!(ended.held, self.kept, "what was held, after the registry's end");
    }
}

/// The calls, one thread after the other, as a registry with this claim can be asked them.
pub fn as_played(program: &Program, claim: &RegistryClaim) -> Program {
    let Program { backends, locale, before, threads, after, .. } = program.clone();
    let calls = before.into_iter().chain(threads.into_iter().flatten()).chain(after);
    let before = calls.filter_map(|call| as_it_can_be_asked(claim, call)).collect();
    Program { backends, locale, before, ..Program::default() }
}

/// The call, as a registry with this claim can be asked it. Names must be texts that all foldings
/// treat alike, an unknown id must be one that was never given, and the claim must declare the
/// call.
fn as_it_can_be_asked(claim: &RegistryClaim, call: Call) -> Option<Call> {
    let profile = &claim.profile;
    let can_be_asked = match &call {
        Call::Register(_, names) => names.iter().all(is_settled),
        Call::Unregister(name) | Call::Find(name) | Call::Hold(name) => is_settled(name),
        Call::FindIdOf(_) => true,
        Call::FindId(id) => return Some(Call::FindId(id | 1 << 62)),
        Call::Names => profile.listing_names != Some(Listing::None),
        Call::Calendars => profile.listing_calendars != Some(Listing::None),
        Call::ShutDown => matches!(profile.shutdown, Some(Shutdown::Gone | Shutdown::NotFound)),
        // Drops, and calls that registries are not asked yet.
        _ => false,
    };
    can_be_asked.then_some(call)
}

fn is_settled(name: &Name) -> bool {
    name.text().is_some_and(folding::is_settled)
}

/// Whether the call must be refused, whatever the reason.
pub fn is_absent(claim: &RegistryClaim, call: &Call) -> bool {
    let absent = claim.profile.open != Some(Open::RegisterAndUnregister);
    absent && matches!(call, Call::Unregister(_))
}

/// Whether the sample names the policy of the built-in reference subject.
pub fn is_default_policy(whom: u8) -> bool {
    usize::from(whom).is_multiple_of(RULES.len())
}

/// Every policy that the reference can take; the default one first.
fn policies() -> impl Iterator<Item = Policy> {
    let foldings = [Folding::Ascii, Folding::Exact, Folding::UnicodeSimple];
    let clashes = [Clash::RejectWhole, Clash::FirstWins];
    let empty = [EmptyName::Refused, EmptyName::Allowed];
    let again = [SameBackend::Refused, SameBackend::SecondId];
    (0..24).map(move |number: usize| {
        let profile = Profile {
            folding: Some(foldings[number / 8]),
            clash: Some(clashes[number / 4 % 2]),
            empty_name: Some(empty[number / 2 % 2]),
            same_backend: Some(again[number % 2]),
            ..Profile::default()
        };
        Policy::try_from(&profile).expect("a policy of the reference")
    })
}

impl Rules {
    /// The reference with this policy.
    fn of(policy: Policy) -> Rules {
        let built_in = vec![vec!["gregory".into(), "gregorian".into()], vec!["julian".into()]];
        let claim =
            RegistryClaim { profile: policy.profile(), built_in, ..RegistryClaim::default() };
        Rules { claim, source: Box::new(move || reference(policy)) }
    }

    /// # Panics
    ///
    /// There is no such registry.
    pub fn planted(name: &str) -> Rules {
        let registry = faults::registry(name);
        let (claim, source) =
            registry.unwrap_or_else(|| panic!("{}: `{name}` is no registry", planted::VARIABLE));
        Rules { claim, source }
    }
}

fn reference(policy: Policy) -> Registry {
    let system = [
        SystemCalendar::new("gregory", || Ok(std::sync::Arc::new(calendars::Gregory)))
            .alias("gregorian"),
        SystemCalendar::new("julian", || Ok(std::sync::Arc::new(calendars::Julian))),
    ];
    Registry::with(policy, system.into()).expect("names that do not clash")
}
