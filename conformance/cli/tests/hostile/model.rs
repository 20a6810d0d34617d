//! The expected outcome of a conversation, from its script alone.

use std::collections::BTreeSet;

use crate::effects::{Act, Outcome};
use crate::scenario::{Kind, NEXT_DATE, Scenario};
use crate::script::{Misbehaviour, Moment};

/// The permitted statuses of a case.
pub(crate) type Statuses = BTreeSet<&'static str>;

/// Whether no hello line is acceptable, so that nothing is judged.
pub(crate) fn is_inconclusive(scenario: &Scenario) -> bool {
    scenario.script.iter().any(|it| {
        it.effect.outcome == Outcome::NoHello && matches!(it.moment, Moment::Every | Moment::First)
    })
}

/// Whether the adapter may be rejected before the run because every line or result is wrong.
/// Another misbehaviour can hide that.
pub(crate) fn may_be_inconclusive(scenario: &Scenario) -> bool {
    let is_run = matches!(scenario.kind, Kind::Walk | Kind::Ends | Kind::Registry);
    let is_wrong =
        |it: &Misbehaviour| matches!(it.effect.outcome, Outcome::Garbage | Outcome::Wrong);
    is_run && scenario.script.iter().any(|it| it.moment == Moment::Every && is_wrong(it))
}

/// The permitted statuses of the check on this day; for programs of a registry the day is
/// irrelevant.
pub(crate) fn permitted(scenario: &Scenario, check: &str, day: i64) -> Statuses {
    let script = &scenario.script;
    let mut statuses: Statuses = blamed_for(check, day)
        .filter_map(|day| worst(script.iter().filter(|it| is_always(it, day))))
        .map(Outcome::status)
        .collect();
    if statuses.is_empty() {
        statuses.insert("pass");
    }
    if script.iter().any(|it| it.effect.outcome == Outcome::Swapped && is_swapped(it, check, day)) {
        statuses.insert("wrong");
        // If another line of the batch is broken, its items are asked again one by one, and nothing
        // is swapped.
        if script.iter().all(|it| is_harmless(it) || it.effect.outcome == Outcome::Swapped) {
            statuses.remove("pass");
        }
    }
    if script.iter().any(may_cost_restarts) {
        statuses.insert("lost");
    }
    // What happened once in a registry may not happen again, so a program is not run a second time.
    let once = script.iter().filter(|it| {
        scenario.kind == Kind::Registry && is_sometimes(it) && it.effect.outcome != Outcome::Pass
    });
    statuses.extend(once.map(|it| it.effect.outcome.status()));
    // A process that closed its input exits, and the next program that it was given is lost or
    // blamed.
    let closes = |it: &Misbehaviour| it.effect.name == "input-closed";
    if scenario.kind == Kind::Registry && script.iter().any(closes) {
        statuses.insert("crash");
    }
    statuses
}

/// How many cases may fail because of one-time misbehaviours; no limit if some question of each
/// process is affected.
pub(crate) fn most_once(scenario: &Scenario) -> u64 {
    let all = scenario.script.iter().filter(|it| is_sometimes(it));
    all.map(|it| if matches!(it.moment, Moment::Question(_)) { u64::MAX / 4 } else { 1 }).sum()
}

/// The days that the check asks about for this case.
fn blamed_for(check: &str, day: i64) -> impl Iterator<Item = i64> {
    day..=day + i64::from(check == NEXT_DATE)
}

fn is_swapped(misbehaviour: &Misbehaviour, check: &str, day: i64) -> bool {
    let Moment::Day(swapped) = misbehaviour.moment else { return false };
    blamed_for(check, day).any(|day| day == swapped.0 || day == swapped.0 + 1)
}

/// Whether every question about the day is affected.
fn is_always(misbehaviour: &Misbehaviour, day: i64) -> bool {
    misbehaviour.effect.outcome != Outcome::Swapped
        && match misbehaviour.moment {
            Moment::Every => true,
            Moment::Day(other) => other.0 == day,
            _ => false,
        }
}

fn is_sometimes(misbehaviour: &Misbehaviour) -> bool {
    matches!(misbehaviour.moment, Moment::First | Moment::Once(_) | Moment::Question(_))
        && !is_harmless(misbehaviour)
}

fn is_harmless(misbehaviour: &Misbehaviour) -> bool {
    // These interrupt the conversation or disturb the next question, although no case is blamed.
    let disturbing = ["late", "drips", "input-closed", "twice-later", "another-hello-each-time"];
    let effect = misbehaviour.effect;
    effect.outcome == Outcome::Pass && !disturbing.contains(&effect.name)
}

/// The misbehaviour that comes first decides: a process that has died answers nothing, and a
/// malformed line has no results.
fn worst<'a>(all: impl Iterator<Item = &'a Misbehaviour>) -> Option<Outcome> {
    let place = |it: &&Misbehaviour| match it.effect.act {
        Act::Start(_) | Act::Hello(_) | Act::HelloLine(_) => 0,
        Act::Ready(_) => 1,
        Act::Question(_) => 2,
        Act::Line(_) | Act::Write(_) | Act::Records(_) => 3,
        Act::Item(_) | Act::Swap | Act::End(_) => 4,
    };
    let bad = all.filter(|it| !matches!(it.effect.outcome, Outcome::Pass | Outcome::NoHello));
    bad.min_by_key(place).map(|it| it.effect.outcome)
}

/// Whether processes may fail so often, or at their start, that questions are given up.
fn may_cost_restarts(misbehaviour: &Misbehaviour) -> bool {
    let name = misbehaviour.effect.name;
    match misbehaviour.moment {
        Moment::Later => true,
        Moment::Question(_) => !is_harmless(misbehaviour),
        _ => name == "another-hello-each-time" || name == "input-closed",
    }
}

/// The time limit in seconds.
pub(crate) fn most_seconds(scenario: &Scenario) -> u64 {
    let slow = |it: &&Misbehaviour| {
        let name = it.effect.name;
        it.effect.outcome == Outcome::Hang || name == "late" || name == "drips"
    };
    let late_starts = scenario.script.iter().any(|it| it.effect.outcome == Outcome::NoHello);
    let slow = scenario.script.iter().filter(slow).count() as u64;
    let base = match scenario.kind {
        Kind::Doctor => 90,
        Kind::Fuzz => 30,
        _ => 20,
    };
    let restarts = scenario.script.iter().any(|it| matches!(it.moment, Moment::Question(_)));
    // Each of many crashes costs several starts.
    let script = scenario.script.len() as u64;
    base + 2 * script + 15 * slow + 40 * u64::from(restarts) + 25 * u64::from(late_starts)
}
