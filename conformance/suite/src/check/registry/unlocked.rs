//! Whether a program from elsewhere stays within what the claim declares.

use std::collections::HashSet;

use super::building_blocks::{
    before_threads, can_make, can_register, can_unregister, counts_drops, declared, has_ids, lists,
    may_reenter,
};
use crate::profile::RegistryClaim;
use crate::program::{Behaviour, BehaviourKind, Call, Program};

/// Requires that the program can run on a registry with this claim, for a check that plans
/// `planned`; the error says what is missing.
pub fn unlocks(
    claim: &RegistryClaim,
    planned: &[Program],
    program: &Program,
) -> Result<(), String> {
    for backend in &program.backends {
        let Some(kind) = backend.behaviour.kind() else { continue };
        let what = match kind {
            BehaviourKind::Panics => "break",
            BehaviourKind::ThenSays => "change their name",
            BehaviourKind::Asks => "ask",
            BehaviourKind::AsksWhenDropped => "ask when they are dropped",
            BehaviourKind::Waits => "wait",
        };
        can_make(claim, kind, what)?;
        if matches!(backend.behaviour, Behaviour::Asks(_) | Behaviour::AsksWhenDropped(_)) {
            may_reenter(claim)?;
        }
    }
    if program.locale.as_ref().is_some_and(|locale| !claim.locales.contains(locale)) {
        return Err("it cannot be asked under the locale".to_owned());
    }
    if program.threads.len() > 1 {
        let first = before_threads(claim)?;
        if !first.is_empty() && program.before.is_empty() {
            return Err("several threads may use it only after a first call".to_owned());
        }
    }
    program.calls().try_for_each(|call| unlocks_call(claim, call))?;
    // A registry that does not declare this is still asked by the check about it, but by no other
    // check.
    if registers_again(program) && !planned.iter().any(registers_again) {
        let what = "how registering a calendar again is handled";
        declared(claim.profile.same_backend, what)?;
    }
    Ok(())
}

fn registers_again(program: &Program) -> bool {
    let mut registered = HashSet::new();
    program.calls().any(|call| match call {
        Call::Register(backend, _) => !registered.insert(backend),
        _ => false,
    })
}

fn unlocks_call(claim: &RegistryClaim, call: &Call) -> Result<(), String> {
    match call {
        Call::Register(..) => can_register(claim),
        Call::Unregister(_) => can_unregister(claim),
        Call::FindIdOf(_) | Call::FindId(_) => has_ids(claim),
        Call::Names | Call::Calendars if lists(claim).contains(call) => Ok(()),
        Call::Names | Call::Calendars => Err(format!("it has no list of {call}")),
        Call::Drops => counts_drops(claim),
        Call::Find(_) | Call::Hold(_) => Ok(()),
        Call::ShutDown => {
            declared(claim.profile.shutdown, "what is answered after its shutdown").map(|_| ())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Open, Profile, SameBackend};

    #[test]
    fn undeclared_second_registration_is_asked_only_by_its_own_check() {
        let program = |text: &str| Program::read(text).unwrap();
        let once = program(r#"{"backends":[{"name":"a"}],"before":[{"register":[0,[]]}]}"#);
        let again = program(
            r#"{"backends":[{"name":"a"}],"before":[{"register":[0,[]]},{"register":[0,[]]}]}"#,
        );
        let claim = |same_backend| RegistryClaim {
            profile: Profile { open: Some(Open::Register), same_backend, ..Profile::default() },
            ..RegistryClaim::default()
        };
        let (says, does_not) = (claim(Some(SameBackend::Refused)), claim(None));
        for (claim, planned, program, can) in [
            (&does_not, &once, &once, true),
            (&does_not, &once, &again, false),
            (&does_not, &again, &again, true),
            (&says, &once, &again, true),
        ] {
            let unlocked = unlocks(claim, std::slice::from_ref(planned), program);
            assert_eq!(unlocked.is_ok(), can, "{planned}\n{program}\n{unlocked:?}");
        }
    }
}
