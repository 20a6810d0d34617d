//! Registries beside the model.

use std::sync::LazyLock;

use calproof::case::Input;
use calproof::case::bytes::Sample;
use calproof::model::Model;
use calproof::profile::{Clash, EmptyName, Folding, Profile, RegistryClaim, SameBackend};
use calproof::program::{Program, Said};
use calproof::subject::RegistrySource;
use calproof_registry::{Policy, Registry, SystemCalendar, calendars};
use player::Player;

use super::{counting, planted};
use crate::faults;

pub use player::{can_say, is_absent};

mod player;
#[cfg(test)]
mod tests;

/// Registries that are asked: each policy of the reference, or what is planted.
static RULES: LazyLock<Vec<Rules>> = LazyLock::new(|| match planted::name() {
    Some(name) => vec![Rules::planted(name)],
    None => policies().map(Rules::of).collect(),
});

/// What a registry claims, and what opens it.
pub struct Rules {
    claim: RegistryClaim,
    source: Box<dyn RegistrySource>,
}

/// The calls of a program, one thread after the other, on the reference registry under the policy
/// that the sample names: every answer is one that the model allows.
pub fn registration(bytes: &[u8]) {
    if let Some(Sample { whom, input: Input::Program(program), .. }) = Sample::read(bytes) {
        answers_are_allowed(&RULES[usize::from(whom) % RULES.len()], &program);
    }
    counting::ended();
}

/// Whatever registry it is: its answers, whose ids are whose, and who holds a calendar how long.
pub fn answers_are_allowed(rules: &Rules, program: &Program) {
    let Some(mut player) = Player::new(rules, program) else { return };
    let model = Model::new(&rules.claim, program);
    let mut state = model.start();
    let calls = program.before.iter().chain(program.threads.iter().flatten()).chain(&program.after);
    for call in calls {
        let Some(call) = player.can_say(call) else { continue };
        counting::did(1);
        let said = player.say(&call).unwrap_or_else(Said::Refused);
        if is_absent(&rules.claim, &call) {
            assert!(matches!(said, Said::Refused(_)), "{call} -> {said}; it declares no such call");
            continue;
        }
        player.judge_ids(&call, &said);
        match model.step(&state, &call, &said) {
            Ok(after) => state = after,
            Err(due) => {
                panic!("{call} -> {said}; what is due: {due}; {:?}\n{program}", rules.claim.profile)
            }
        }
        player.judge_holders(&state, &call);
    }
    player.end();
}

/// Whether the sample names the policy that the reference has as a subject.
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
    /// If there is no such registry.
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
