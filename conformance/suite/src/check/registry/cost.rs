//! Cost grows no faster than the input.
//!
//! No clock is read. The inputs are so large that work in proportion to them ends long before the
//! deadline of a program, and work in proportion to their square long after it.

use super::building_blocks::{can_register, find, find_built_ins, plain, plains, planned};
use crate::check::programs::PlanOrReason;
use crate::profile::{NameLimit, RegistryClaim};
use crate::program::{Call, Name, Program};

/// Length of a long name, in letters.
const LETTERS: usize = 1 << 19;

/// Number of names where there are many.
const MANY: usize = 1 << 16;

/// Looks up a long name, then a short one. Each program has one long name, since all of them
/// together would exceed the length of a line to an adapter.
pub fn lookup_cost_of_long_names(claim: &RegistryClaim) -> PlanOrReason {
    let program = |letter: &str| {
        let mut calls = vec![find(letter.repeat(LETTERS / letter.len()))];
        calls.extend(find_built_ins(claim).take(1));
        Program::sequence(Vec::new(), calls)
    };
    planned(["i", "\u{e9}", "-", " ", "\0"].map(program).to_vec())
}

/// Registers a long name, as a first name and as an alias, and looks it up.
pub fn registration_cost_of_long_names(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    let long = Name::from("i".repeat(LETTERS));
    let longer = Name::from("i".repeat(LETTERS + 1));
    let calls = |register: Call| {
        vec![register, Call::Find(long.clone()), Call::Find(longer.clone()), find("market")]
    };
    planned(vec![
        Program::sequence(
            vec![plain(long.clone())],
            calls(Call::Register(0, vec!["market".into()])),
        ),
        Program::sequence(plains(&["market"]), calls(Call::Register(0, vec![long.clone()]))),
    ])
}

/// Registers a calendar with many aliases, and looks up some of them.
pub fn registration_cost_of_many_names(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    if let Some(NameLimit::Bytes(0..16)) = claim.profile.name_limit {
        return Err("names are too short for there to be many".to_owned());
    }
    let name = |number: usize| Name::from(format!("name-{number}"));
    let mut calls = vec![Call::Register(0, (0..MANY).map(name).collect())];
    calls.extend((0..MANY).step_by(997).map(|number| Call::Find(name(number))));
    calls.push(Call::Find(name(MANY)));
    planned(vec![Program::sequence(plains(&["market"]), calls)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::{Open, Profile};
    use crate::wire::{LONGEST_SENT, RunMessage};

    #[test]
    fn planned_programs_fit_in_a_line_to_an_adapter() {
        let profile = Profile { open: Some(Open::Register), ..Profile::default() };
        let built_in = vec![vec!["gregorian".into()]];
        let claim = RegistryClaim { profile, built_in, ..RegistryClaim::default() };
        for plan in [
            lookup_cost_of_long_names,
            registration_cost_of_long_names,
            registration_cost_of_many_names,
        ] {
            for program in plan(&claim).unwrap().planned {
                let shown = program.to_string();
                let line = serde_json::to_string(&RunMessage { id: "1".to_owned(), run: program });
                let length = line.unwrap().len();
                assert!(length < LONGEST_SENT, "{length} bytes: {shown:.60}…");
            }
        }
    }
}
