//! The reference registry, compared with the model on programs that shrink where they differ.

use std::panic::{AssertUnwindSafe, catch_unwind};

use calproof::program::{Backend, Behaviour, Call, Name};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};

use super::*;

/// Names that are equal under one folding and not under another, and few enough to collide.
const NAMES: [&str; 9] =
    ["market", "MARKET", "mar\u{212a}et", "week", "\u{df}", "\u{1e9e}", "Gregory", "julian", ""];

/// The number of backends; each has the name with its index.
const BACKENDS: usize = 6;

fn program() -> impl Strategy<Value = Program> {
    let name = proptest::sample::select(&NAMES[..]).prop_map(Name::from);
    let aliases = proptest::collection::vec(name.clone(), 0..3);
    let call = prop_oneof![
        4 => (0..BACKENDS, aliases).prop_map(|(backend, names)| Call::Register(backend, names)),
        4 => name.clone().prop_map(Call::Find),
        1 => name.prop_map(Call::Unregister),
        1 => (0..BACKENDS).prop_map(Call::FindIdOf),
        1 => any::<i64>().prop_map(Call::FindId),
        1 => Just(Call::Names),
        1 => Just(Call::Calendars),
    ];
    let named = |name: &&str| Backend { name: (*name).into(), behaviour: Behaviour::Plain };
    let backends: Vec<Backend> = NAMES[..BACKENDS].iter().map(named).collect();
    proptest::collection::vec(call, 1..40)
        .prop_map(move |calls| Program::sequence(backends.clone(), calls))
}

fn runner() -> TestRunner {
    TestRunner::new(Config {
        cases: 200,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(1),
        ..Config::default()
    })
}

#[test]
fn the_reference_does_what_the_model_allows() {
    assert_eq!(RULES.len(), 24);
    for rules in &*RULES {
        let run = |program| {
            answers_are_allowed(rules, &program);
            Ok(())
        };
        runner().run(&program(), run).unwrap();
    }
}

#[test]
fn a_wrong_registry_is_found_and_its_twin_is_not() {
    for fault in ["case-not-folded", "the-last-one-wins", "aliases-stay", "an-id-is-used-again"] {
        for (kind, found) in [("fault", true), ("twin", false)] {
            let rules = Rules::planted(&format!("{kind}/{fault}"));
            let fails = |program: Program| {
                let run = || answers_are_allowed(&rules, &program);
                let code = catch_unwind(AssertUnwindSafe(run));
                code.map_err(|_| TestCaseError::fail("found"))
            };
            assert_eq!(runner().run(&program(), fails).is_err(), found, "{kind}/{fault}");
        }
    }
}
