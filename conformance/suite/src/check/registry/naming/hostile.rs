//! Malformed and hostile names.

use super::super::building_blocks::{can_register, declared, find, lists, plain, plains, planned};
use crate::check::programs::PlanOrReason;
use crate::profile::{EmptyName, NameLimit, RegistryClaim, UnknownName};
use crate::program::{Backend, Call, Name, Program};

/// The longest name, in bytes, that every registry must accept unless it declares a shorter limit.
const SHORT: usize = 32;

/// The longest name that is tried, in bytes.
const LONGEST: u32 = 1 << 20;

/// Looks up hostile names that no calendar has.
pub fn hostile_names_are_not_found(claim: &RegistryClaim) -> PlanOrReason {
    // Not the calendar that unknown names fall back to: finding it by a truncated name would look
    // like a fallback.
    let mut firsts = claim.built_in.iter().filter_map(|names| names.first());
    let base = match &claim.profile.unknown_name {
        Some(UnknownName::FallsBackTo(other)) => firsts.rfind(|name| *name != other),
        _ => firsts.next_back(),
    };
    let (base, backends, first) = match base {
        Some(base) => (base.clone(), Vec::new(), Vec::new()),
        None if can_register(claim).is_ok() => {
            (Name::from("market"), plains(&["market"]), vec![Call::Register(0, vec![])])
        }
        None => return Err("there is no calendar".to_owned()),
    };
    // One program for each, so that no failure hides another.
    let program = |text: Name| {
        let looked = [Call::Find(text), Call::Find(base.clone())];
        Program::sequence(backends.clone(), first.iter().cloned().chain(looked).collect())
    };
    planned(hostile(base.bytes()).into_iter().map(program).collect())
}

/// A calendar has a hostile first name or alias: it is refused, or it is found by that name and by
/// nothing similar.
pub fn hostile_names_are_refused_or_found(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    let longest = match claim.profile.name_limit {
        None => SHORT,
        Some(_) => usize::MAX,
    };
    let tried = |name: &Name| !name.bytes().is_empty() && name.bytes().len() <= longest;
    let both = |name: Name| {
        let first = Backend { name: name.clone(), ..plain("") };
        let looked = near(&name);
        let calls = |register, own: &str| {
            let mut calls = vec![register];
            calls.extend(looked.iter().cloned().map(Call::Find));
            calls.push(find(own));
            calls.extend(lists(claim));
            calls
        };
        let as_first = calls(Call::Register(0, vec!["alias".into()]), "alias");
        let as_alias = calls(Call::Register(0, vec![name]), "own");
        [Program::sequence(vec![first], as_first), Program::sequence(vec![plain("own")], as_alias)]
    };
    planned(hostile(b"market").into_iter().filter(tried).flat_map(both).collect())
}

/// The empty name is registered, as a first name and as an alias, and looked up.
pub fn empty_names_are_handled_as_declared(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    let view = |register: Call, own: &str| {
        let mut calls = vec![find(""), register, find(""), find(own)];
        calls.extend(lists(claim));
        calls
    };
    let mut programs = vec![
        Program::sequence(plains(&["own"]), view(Call::Register(0, vec!["".into()]), "own")),
        Program::sequence(plains(&[""]), view(Call::Register(0, vec!["alias".into()]), "alias")),
    ];
    if claim.profile.empty_name != Some(EmptyName::Refused) {
        // The empty name is a name, and not a missing one.
        let calls = vec![Call::Register(0, vec![]), find(""), find(" "), find("\0")];
        programs.push(Program::sequence(plains(&[""]), calls));
    }
    planned(programs)
}

/// Names up to the declared limit are found, and longer ones are refused.
pub fn name_limit_is_as_declared(claim: &RegistryClaim) -> PlanOrReason {
    can_register(claim)?;
    let limit = declared(claim.profile.name_limit, "how long a name can be")?;
    let lengths = match limit {
        NameLimit::None => vec![33, 256, 65_536],
        NameLimit::Bytes(limit @ 1..LONGEST) => vec![limit as usize, limit as usize + 1],
        _ => return Err(format!("the limit is not between 1 and {LONGEST} bytes")),
    };
    let mut programs = Vec::new();
    for name in lengths.into_iter().flat_map(of_length) {
        let mut shorter = name.clone();
        shorter.pop();
        let longer = format!("{name}y");
        let found = [name.clone(), shorter, longer, other_in_the_middle(&name)].map(find);
        for (own, aliases) in [(name.as_str(), vec![]), ("own", vec![name.as_str().into()])] {
            let mut calls = vec![Call::Register(0, aliases)];
            calls.extend(found.clone());
            programs.push(Program::sequence(vec![plain(own)], calls));
        }
    }
    planned(programs)
}

/// The name with another letter in its middle: equal to a registry that compares only the ends and
/// the length.
fn other_in_the_middle(name: &str) -> String {
    let middle = name.chars().count() / 2;
    name.chars().enumerate().map(|(place, c)| if place == middle { 'y' } else { c }).collect()
}

/// Names of this many bytes, in one-byte and in two-byte letters.
fn of_length(bytes: usize) -> [String; 2] {
    let narrow = "x".repeat(bytes);
    let wide = format!("{}{}", "x".repeat(bytes % 2), "\u{e9}".repeat(bytes / 2));
    [narrow, wide]
}

/// Names that have broken registries, some of them derived from `base`.
fn hostile(base: &[u8]) -> Vec<Name> {
    let mut names: Vec<Name> =
        [" ", "\t", "\n", "\0", "*", "%", "%s%n", "null", "0", "-1", "\u{feff}"]
            .into_iter()
            .map(Name::from)
            .collect();
    names.push(Name::new(""));
    let around: [(&[u8], &[u8]); 17] = [
        (b"", b"\0"),
        (b"", b"\0x"),
        (b"\0", b""),
        (b" ", b""),
        (b"", b" "),
        (b"", b"\n"),
        (b"", b"\r\n"),
        (b"", b"\x1b[31m"),
        (b"../", b""),
        (b"\"", b"\""),
        (b"", b"\xff"),
        (b"\xed\xa0\x80", b""),
        (b"", b"\xc0\x80"),
        ("\u{202e}".as_bytes(), b""),
        (b"", "\u{200f}".as_bytes()),
        (b"", "\u{200b}".as_bytes()),
        ("\u{feff}".as_bytes(), b""),
    ];
    names.extend(around.map(|(front, behind)| Name::new([front, base, behind].concat())));
    for length in [32, 33, 255, 256, 65_536] {
        names.push(Name::new(vec![b'x'; length]));
        // Truncated at this length and trimmed, it would equal the name.
        let filler = length.saturating_sub(base.len());
        names.push(Name::new([base, &vec![b' '; filler]].concat()));
        if length <= 256 {
            // Longer ones, with their escapes, exceed the length of a command line.
            names.push(Name::new([base, &vec![0; filler]].concat()));
        }
    }
    names
}

/// The name, and what truncating, trimming or repairing it would give.
fn near(name: &Name) -> Vec<Name> {
    let bytes = name.bytes();
    let to_nul = bytes.split(|byte| *byte == 0).next().unwrap_or_default();
    let mut names = vec![
        name.clone(),
        Name::new(to_nul),
        Name::new(bytes.trim_ascii()),
        Name::new(&bytes[..bytes.len().min(SHORT)]),
        Name::new(&bytes[..bytes.len().min(255)]),
        Name::from(name.lossy().as_ref()),
    ];
    names.extend(name.text().map(|text| Name::from(text.replace(|c: char| !c.is_ascii(), ""))));
    names.dedup();
    names
}
