//! How a fuzzer changes programs.

use crate::chance::Chance;
use crate::program::{Backend, Behaviour, Call, Name, Program};

/// Names that are the same under one folding and not under another, and few enough to clash.
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

/// Names of the built-in calendars, in the registries that are asked and in those that are planted.
const SYSTEM: [&str; 8] =
    ["gregory", "gregorian", "julian", "hebrew", "jewish", "islamic-civil", "islamicc", "coptic"];

/// Locales whose letters fold in ways of their own, and none.
const LOCALES: [Option<&str>; 4] = [None, Some("tr-TR"), Some("az-AZ"), Some("lt-LT")];

/// A call more, less, or another; or another name of a backend, or another locale.
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
        // But for bits far up, one that somebody has.
        17 => Call::FindId(chance.below(8) as i64),
        18 if chance.below(4) == 0 => Call::ShutDown,
        _ => chance.one_of(&[Call::Names, Call::Calendars]),
    }
}

fn name(chance: &mut Chance) -> Name {
    let name = match chance.below(16) {
        // One beside the longest that most take.
        0 => return "n".repeat(254 + chance.below(3)).into(),
        1..=4 => chance.one_of(&SYSTEM),
        _ => chance.one_of(&NAMES),
    };
    match chance.below(16) {
        0 => name.to_uppercase().into(),
        1 => name.to_lowercase().into(),
        // At which a name that is no text of Rust may end.
        2 => format!("{name}\0").into(),
        3 => format!("{name} ").into(),
        _ => name.into(),
    }
}
