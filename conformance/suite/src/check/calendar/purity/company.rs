//! Laws: an answer does not depend on its batch, on how many questions preceded it, or on the
//! process.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use calproof_registry::{Leniency, RataDie, Reason, Refusal};

use super::questions::Moment;
use super::{Outcome, answered, same, say, turn};
use crate::query::{Observation, Query};
use crate::session::{Ask, Asked};
use crate::verdict::{Objection, Verdict, ensure};

/// Length of a long batch: more questions than a byte has values.
const LONG: usize = 300;

/// Long batches are asked for one in this many kinds of questions; which ones varies with the day.
const LONG_OF: usize = 4;

/// Indexes in batches at which implementations have failed, besides the first ones.
const PLACES: [usize; 7] = [63, 64, 127, 128, 255, 256, LONG - 1];

/// The total number of questions after which a check stops, and the largest batch.
const ENOUGH: usize = 12_000;
const MOST_AT_ONCE: usize = 4096;

/// The time after which a check stops. A slow subject passes after fewer questions.
const LONGEST: Duration = Duration::from_millis(250);

/// Checks that each question of a day gets the same answer in a batch of its kind, with valid and
/// impossible questions, as it does alone.
pub(in crate::check) fn answers_do_not_depend_on_their_batch(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let moment = Moment::of(ask, day)?;
    let others = neighbours(ask, day)?;
    let mut impossible = moment.impossible(ask);
    impossible.retain(|other| ask.shape().claim.leniency(other.ability()) != Leniency::Undefined);
    let turn = turn(day, LONG_OF);
    for (place, query) in moment.queries(ask).into_iter().enumerate() {
        ask.forget();
        let is_alike = |other: &&Query| other.ability() == query.ability();
        let mut alike: Vec<Query> = others.iter().filter(is_alike).copied().collect();
        alike.push(query);
        let alone: HashMap<Query, Outcome> = answered(ask, &alike)?.into_iter().collect();
        alike.pop();
        for other in impossible.iter().filter(is_alike) {
            // Other checks judge the reason, and whether the subject survives.
            let observed = ask.attempt().any(*other);
            let is_asked =
                observed.is_ok_and(|observed| reason(observed) != Some(Reason::Unsupported));
            alike.extend(is_asked.then_some(*other));
        }
        // Before, between and after all the others.
        let between = alike.iter().flat_map(|other| [*other, query]);
        let short: Vec<Query> = [query].into_iter().chain(between).collect();
        as_alone(ask, &short, &alone)?;
        if place % LONG_OF == turn {
            let mut long: Vec<Query> = short.iter().cycle().take(LONG).copied().collect();
            for place in PLACES {
                long[place] = query;
            }
            as_alone(ask, &long, &alone)?;
        }
    }
    Ok(())
}

/// The questions of days near and further away.
fn neighbours(ask: &mut Ask<'_>, day: RataDie) -> Asked<Vec<Query>> {
    let range = ask.range()?;
    let mut queries = Vec::new();
    for by in [-400, 1, 40] {
        let other = RataDie(day.0.saturating_add(by));
        if range.contains(other) {
            queries.extend(Moment::of(ask, other)?.queries(ask));
        }
    }
    Ok(queries)
}

/// Asks the whole batch, and objects unless each answer is the one given alone.
fn as_alone(ask: &mut Ask<'_>, batch: &[Query], alone: &HashMap<Query, Outcome>) -> Verdict {
    let observed = ask.together(batch)?;
    for (place, (query, observed)) in batch.iter().zip(observed).enumerate() {
        let Some(first) = alone.get(query) else { continue };
        ensure(is_same(observed, *first), || {
            let (place, count) = (place + 1, batch.len());
            let (first, observed) = (say(*first), say(observed));
            format!("{query}: {first} alone, and {observed} as item {place} of a batch of {count}")
        })?;
    }
    Ok(())
}

fn is_same(one: Outcome, other: Outcome) -> bool {
    one.map_err(Refusal::reason) == other.map_err(Refusal::reason)
}

fn reason(observed: Outcome) -> Option<Reason> {
    observed.err().map(Refusal::reason)
}

/// Checks that one kind of question, which varies with the day, gets the same answers in ever
/// larger batches.
pub(in crate::check) fn answers_do_not_depend_on_how_many_were_asked(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    let queries = Moment::of(ask, day)?.queries(ask);
    let Some(query) = queries.get(turn(day, queries.len())).copied() else {
        return Err(Objection::unsupported("the subject answers no question about the day"));
    };
    let other = neighbours(ask, day)?.into_iter().find(|it| it.ability() == query.ability());
    let both = [query, other.unwrap_or(query)];
    let first: HashMap<Query, Outcome> = answered(ask, &both)?.into_iter().collect();
    let (begin, mut asked, mut count) = (Instant::now(), 0, 64);
    while asked < ENOUGH && begin.elapsed() < LONGEST {
        let batch: Vec<Query> = both.iter().cycle().take(count).copied().collect();
        let observed = ask.together(&batch)?;
        for (query, observed) in batch.iter().zip(observed) {
            let Some(first) = first.get(query) else { continue };
            asked += 1;
            ensure(is_same(observed, *first), || {
                let (first, observed) = (say(*first), say(observed));
                format!("{query}: {first} at first, and {observed} after about {asked} questions")
            })?;
        }
        count = (2 * count).min(MOST_AT_ONCE);
    }
    Ok(())
}

/// Checks that two consecutive processes answer all questions of a day alike. Since a process may
/// start slowly, one restart serves all calendars: it happens while the first is checked, and the
/// others are asked for one date each.
pub(in crate::check) fn answers_do_not_depend_on_the_process(
    ask: &mut Ask<'_>,
    day: RataDie,
) -> Verdict {
    if !ask.is_of_first_calendar() {
        return Err(Objection::unsupported("the first calendar's processes are compared"));
    }
    let queries = Moment::of(ask, day)?.queries(ask);
    let first = answered(ask, &queries)?;
    let others = |ask: &Ask<'_>| -> Vec<_> {
        ask.others().map(|other| ask.distract(other, Query::Date(day))).collect()
    };
    let others_first = others(ask);
    if !ask.start_afresh() {
        return Err(Objection::unsupported("the subject has no processes"));
    }
    for (query, first) in first {
        same(ask, query, first, "in another process")?;
    }
    let answers = others_first.into_iter().zip(others(ask));
    for (other, (first, again)) in ask.others().zip(answers) {
        let (Some(first), Some(again)) = (first, again) else { continue };
        let is_answer = |it: &Observation| matches!(it, Observation::Value(_));
        ensure(!is_answer(&first) || !is_answer(&again) || first == again, || {
            let id = crate::escape::line(&other.id);
            format!("{id} has the date {first} at first, and {again} in another process")
        })?;
    }
    Ok(())
}
