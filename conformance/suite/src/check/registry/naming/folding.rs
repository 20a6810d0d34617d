//! When two names are equal.

use super::super::building_blocks::{
    built_in_names, can_register, clash, declared, find, lists, mixed, plain, planned, swapped,
};
use crate::check::programs::PlanOrReason;
use crate::profile::{Folding, RegistryClaim};
use crate::program::{Call, Name, Program};

/// Similar names; the case folding decides which of them are equal. Names of different rows are
/// never similar. Source: `CaseFolding.txt` of Unicode, and the letters that other foldings (by
/// locale, full, compatibility) treat as equal.
const ALIKE: &[&[&str]] = &[
    &["market", "MARKET", "mArKeT", "mar\u{212a}et", "\u{ff4d}arket"],
    &["festival", "FESTIVAL", "fe\u{17f}tival", "fest\u{131}val", "FEST\u{130}VAL"],
    &[
        "\u{130}slamic of ours",
        "islamic of ours",
        "i\u{307}slamic of ours",
        "\u{131}slamic of ours",
    ],
    &["stra\u{df}e", "STRA\u{1e9e}E", "strasse", "STRASSE"],
    &[
        "\u{3bf}\u{3b4}\u{3cc}\u{3c2}",
        "\u{3bf}\u{3b4}\u{3cc}\u{3c3}",
        "\u{39f}\u{394}\u{38c}\u{3a3}",
    ],
    &["caf\u{e9}", "CAF\u{c9}", "cafe\u{301}", "CAFE\u{301}", "cafe"],
    &["\u{ff46}\u{ff45}", "\u{ff26}\u{ff25}", "fe"],
    &["\u{1c6}ep", "\u{1c5}ep", "\u{1c4}EP", "d\u{17e}ep"],
    &["\u{3bc}on", "\u{b5}on", "\u{39c}ON"],
    &["\u{13a0}\u{13a1}", "\u{ab70}\u{ab71}"],
    &["\u{fb01}eld", "field", "FIELD"],
    &["\u{10400}x", "\u{10428}x"],
    &["[hall]", "{hall}", "[HALL]"],
    &["at`noon", "at@noon"],
];

/// The rows that can be asked about. Letters added after Unicode 5.1, such as the small Cherokee
/// ones, are left out under a Unicode folding, since whether they are folded depends on the
/// version.
fn alike(claim: &RegistryClaim) -> impl Iterator<Item = &'static [&'static str]> {
    let by_version = claim.profile.folding == Some(Folding::UnicodeSimple);
    let is_young = |c: char| matches!(c, '\u{ab70}'..='\u{abbf}');
    let is_settled =
        move |names: &&[&str]| !by_version || !names.iter().any(|name| name.contains(is_young));
    ALIKE.iter().copied().filter(is_settled)
}

/// Names of built-in calendars, and of one user's calendar, in other case.
pub fn case_is_folded_as_declared(claim: &RegistryClaim) -> PlanOrReason {
    known_folding(claim)?;
    let mut calls = Vec::new();
    for name in built_in_names(claim) {
        calls.extend([mixed(name), swapped(name)].map(Call::Find));
    }
    let mut programs = vec![Program::sequence(Vec::new(), calls)];
    if can_register(claim).is_ok() {
        let calls = vec![
            Call::Register(0, vec!["Week-Of-Ours".into()]),
            find("market"),
            find("MARKET"),
            find("mARKET"),
            find("week-of-ours"),
            find("WEEK-OF-OURS"),
            find("Week-Of-Ours"),
        ];
        programs.push(Program::sequence(vec![plain("Market")], calls));
    }
    planned(programs)
}

/// Letters that only some foldings treat as equal.
pub fn letters_beyond_ascii_are_folded_as_declared(claim: &RegistryClaim) -> PlanOrReason {
    known_folding(claim)?;
    let mut programs = vec![other_letters_of_built_ins(claim)];
    if can_register(claim).is_ok() {
        programs.extend(alike(claim).map(|names| registered_and_found(names, 0)));
    }
    planned(programs)
}

/// The same under each locale.
pub fn folding_knows_no_locale(claim: &RegistryClaim) -> PlanOrReason {
    known_folding(claim)?;
    if claim.locales.is_empty() {
        return Err("the adapter cannot change the locale".to_owned());
    }
    let mut programs = Vec::new();
    for locale in &claim.locales {
        let mut found = other_letters_of_built_ins(claim);
        for name in built_in_names(claim) {
            found.before.extend([name.clone(), mixed(name), swapped(name)].map(Call::Find));
        }
        let mut these = vec![found];
        if can_register(claim).is_ok() {
            these.extend(alike(claim).map(|names| registered_and_found(names, 0)));
        }
        programs.extend(
            these.into_iter().map(|program| Program { locale: Some(locale.clone()), ..program }),
        );
    }
    planned(programs)
}

/// Registers each of some similar names in turn, and looks all of them up: equality of names must
/// be an equivalence relation.
pub fn folding_is_an_equivalence(claim: &RegistryClaim) -> PlanOrReason {
    known_folding(claim)?;
    can_register(claim)?;
    let each = |names: &'static [&'static str]| {
        (0..names.len()).map(|first| registered_and_found(names, first))
    };
    planned(alike(claim).flat_map(each).collect())
}

/// Two calendars are registered under similar names: they clash where the names are equal, and no
/// name is listed twice.
pub fn equal_names_collide(claim: &RegistryClaim) -> PlanOrReason {
    known_folding(claim)?;
    clash(claim)?;
    let pairs = |names: &'static [&'static str]| {
        names[1..].iter().map(|other| {
            let mut calls = vec![Call::Register(0, vec![]), Call::Register(1, vec!["week".into()])];
            calls.extend(names.iter().copied().chain(["week"]).map(find));
            calls.extend(lists(claim));
            Program::sequence(vec![plain(names[0]), plain(*other)], calls)
        })
    };
    planned(alike(claim).flat_map(pairs).collect())
}

fn known_folding(claim: &RegistryClaim) -> Result<(), String> {
    declared(claim.profile.folding, "when two names are the same").map(|_| ())
}

/// One of the names is registered, and all of them are looked up.
fn registered_and_found(names: &[&str], first: usize) -> Program {
    let mut calls = vec![Call::Register(0, vec![])];
    calls.extend(names.iter().copied().map(find));
    Program::sequence(vec![plain(names[first])], calls)
}

/// The names of built-in calendars, with one letter replaced by a similar one.
fn other_letters_of_built_ins(claim: &RegistryClaim) -> Program {
    let mut calls = Vec::new();
    for text in built_in_names(claim).filter_map(Name::text) {
        for (letter, others) in [
            ('i', "\u{131}\u{130}\u{ff49}"),
            ('k', "\u{212a}\u{ff2b}"),
            ('s', "\u{17f}\u{ff53}"),
            ('a', "\u{ff41}\u{430}"),
        ] {
            if let Some(place) = text.find(letter) {
                let (before, after) = (&text[..place], &text[place + 1..]);
                calls.extend(others.chars().map(|other| find(format!("{before}{other}{after}"))));
            }
        }
    }
    Program::sequence(Vec::new(), calls)
}
