//! One test for each conversation; a failing one is simplified before it is shown.

use std::path::Path;
use std::thread;

use calproof::RataDie;
use calproof::chance::Chance;
use libtest_mimic::{Arguments, Failed, Trial};

use crate::scenario::{Kind, Scenario};
use crate::script::{FIRST, LAST, Misbehaviour, Moment};
use crate::{adapter, effects, judge};

/// How many simpler conversations are tried.
const MOST_TRIES: usize = 24;

/// How many conversations to run per processor: most of the time they wait.
const AT_ONCE: usize = 5;

pub(crate) fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map(String::as_str) {
        Some("adapter") => return adapter::run(&words[1..]),
        Some("sleeper") => return effects::sleeper(Path::new(&words[1]), &words[2]),
        _ => {}
    }
    let mut arguments = Arguments::from_args();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    arguments.test_threads.get_or_insert(cores * AT_ONCE);
    libtest_mimic::run(&arguments, trials()).exit();
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is `{text}`, and a number is expected")))
}

fn trials() -> Vec<Trial> {
    if let Ok(text) = std::env::var("CALPROOF_HOSTILE_SCENARIO") {
        let scenario = Scenario::read(&text);
        let scenario = scenario.unwrap_or_else(|| panic!("`{text}` is no scenario"));
        return vec![Trial::test("scenario", move || judged(&scenario))];
    }
    let seed = number("CALPROOF_HOSTILE_SEED").unwrap_or(1);
    let count = number("CALPROOF_HOSTILE_COUNT").unwrap_or(24);
    let mut chance = Chance(seed);
    let seeds: Vec<u64> = (0..count).map(|_| chance.number()).collect();
    let trial = |(place, own): (usize, u64)| {
        let name = format!("seed_{seed}::conversation_{place}");
        Trial::test(name, move || judged(&Scenario::generate(own)))
    };
    let twenty = Trial::test("dies_at_twenty_cases_and_loses_exactly_those", move || {
        judged(&twenty_deaths(seed))
    });
    [twenty].into_iter().chain(seeds.into_iter().enumerate().map(trial)).collect()
}

/// An adapter that crashes at each question about any of twenty random days.
fn twenty_deaths(seed: u64) -> Scenario {
    let mut chance = Chance(seed);
    let mut script: Vec<Misbehaviour> = Vec::new();
    while script.len() < 20 {
        let day = RataDie(FIRST + 3 + chance.below((LAST - FIRST - 6) as usize) as i64);
        let effect = effects::by_name("dies").expect("an effect");
        let one = Misbehaviour { moment: Moment::Day(day), effect };
        if !script.iter().any(|other| other.excludes(&one)) {
            script.push(one);
        }
    }
    Scenario { kind: Kind::Walk, has_colours: false, script }
}

/// Whether two problems differ only in their numbers.
fn is_same(one: &str, other: &str) -> bool {
    let words = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    words(one) == words(other)
}

/// Runs the conversation. If it has problems, those of the simplest one with the same problem are
/// reported.
fn judged(scenario: &Scenario) -> Result<(), Failed> {
    let problems = judge::problems(scenario);
    if problems.is_empty() {
        return Ok(());
    }
    let (mut simplest, mut reported) = (scenario.clone(), problems);
    let mut tries = 0;
    let mut untried = simplest.simpler();
    while let Some(simpler) = (!untried.is_empty()).then(|| untried.remove(0)) {
        tries += 1;
        let problems = judge::problems(&simpler);
        // A different problem is not a simplification.
        if problems
            .first()
            .is_some_and(|problem| reported.first().is_some_and(|it| is_same(it, problem)))
        {
            untried = simpler.simpler();
            (simplest, reported) = (simpler, problems);
        }
        if tries == MOST_TRIES {
            break;
        }
    }
    Err(format!(
        "of {scenario}\nthe simplest that fails is {simplest}\n{}\nrepeat: \
         CALPROOF_HOSTILE_SCENARIO='{simplest}' cargo test --release -p calproof-cli --test hostile",
        reported.join("\n")
    )
    .into())
}
