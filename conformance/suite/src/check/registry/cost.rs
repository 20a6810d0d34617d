//! Work grows no faster than what is asked.
//!
//! No clock is read. What is asked is so much that work which grows with it is done long before the
//! deadline of a program, and work which grows with its square long after.

use super::building_blocks::{can_register, find, find_built_ins, plain, plains, planned};
use crate::check::programs::PlanOrReason;
use crate::profile::{NameLimit, RegistryClaim};
use crate::program::{Call, Name, Program};

/// How many letters a long name has.
const LETTERS: usize = 1 << 19;

/// How many names there are where there are many.
const MANY: usize = 1 << 16;

/// A long name is looked for, and then a short one. A program has one long name, since all of them
/// together would be more than an adapter can be sent.
pub fn lookup_cost_of_long_names(claim: &RegistryClaim) -> PlanOrReason {
    let program = |letter: &str| {
        let mut calls = vec![find(letter.repeat(LETTERS / letter.len()))];
        calls.extend(find_built_ins(claim).take(1));
        Program::sequence(Vec::new(), calls)
    };
    planned(["i", "\u{e9}", "-", " ", "\0"].map(program).to_vec())
}

/// A long name is registered, as a first name and as an alias, and looked for.
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

/// A calendar with many aliases is registered, and some of them are looked for.
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
    fn an_adapter_can_be_sent_what_is_planned() {
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
