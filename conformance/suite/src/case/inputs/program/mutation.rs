//! How a fuzzer mutates programs.

use crate::chance::Chance;
use crate::program::{Backend, Behaviour, Call, Name, Program};

/// Names that are equal under one case folding and distinct under another, few enough to clash
/// often.
const NAMES: [&str; 12] = [
    "market",
    "MARKET",
    "mar\u{212a}et",
    "mar",
    "\u{df}",
    "\u{1e9e}",
    "gregory",
    "Gregorian",
    "\u{130}ndian",
    "Indian",
    " week",
    "",
];

/// Names of built-in calendars, both in real registries and in those with planted faults.
const SYSTEM: [&str; 8] =
    ["gregory", "gregorian", "julian", "hebrew", "jewish", "islamic-civil", "islamicc", "coptic"];

/// Locales with special case folding, and none.
const LOCALES: [Option<&str>; 4] = [None, Some("tr-TR"), Some("az-AZ"), Some("lt-LT")];

/// Adds, removes or replaces a call, or replaces a backend's name or the locale.
pub fn changed(mut program: Program, chance: &mut Chance) -> Program {
    if program.backends.len() < 2 || chance.below(8) == 0 {
        let backend = Backend { name: name(chance), behaviour: Behaviour::Plain };
        program.backends.push(backend);
        return program;
    }
    if chance.below(32) == 0 {
        program.locale = chance.one_of(&LOCALES).map(str::to_owned);
        return program;
    }
    let call = call(program.backends.len(), chance);
    let place = chance.below(program.before.len() + 1);
    let there = place < program.before.len();
    match chance.below(4) {
        0 if there => drop(program.before.remove(place)),
        1 if there => program.before[place] = call,
        2 => {
            let backend = chance.below(program.backends.len());
            program.backends[backend].name = name(chance);
        }
        _ => program.before.insert(place, call),
    }
    program
}

fn call(backends: usize, chance: &mut Chance) -> Call {
    let backend = chance.below(backends);
    match chance.below(20) {
        0..=6 => {
            let aliases = (0..chance.below(3)).map(|_| name(chance)).collect();
            Call::Register(backend, aliases)
        }
        7..=10 => Call::Find(name(chance)),
        11 => Call::Hold(name(chance)),
        12 | 13 => Call::FindIdOf(backend),
        14 | 15 => Call::Unregister(name(chance)),
        16 => Call::FindId(chance.number() as i64),
        // Small enough to be an existing id.
        17 => Call::FindId(chance.below(8) as i64),
        18 if chance.below(4) == 0 => Call::ShutDown,
        _ => chance.one_of(&[Call::Names, Call::Calendars]),
    }
}

fn name(chance: &mut Chance) -> Name {
    let name = match chance.below(16) {
        // Lengths around 255, a common limit.
        0 => return "n".repeat(254 + chance.below(3)).into(),
        1..=4 => chance.one_of(&SYSTEM),
        _ => chance.one_of(&NAMES),
    };
    match chance.below(16) {
        0 => name.to_uppercase().into(),
        1 => name.to_lowercase().into(),
        // C strings end at a NUL.
        2 => format!("{name}\0").into(),
        3 => format!("{name} ").into(),
        _ => name.into(),
    }
}
