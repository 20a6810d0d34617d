//! Single cases, each a conversation: the edges, the published dates, and generated ones.

use calproof_registry::RataDie;
use proptest::strategy::{Strategy, ValueTree};
use sha2::{Digest, Sha256};

use crate::ask::{Ask, Topic};
use crate::case::strategy::{self, Place};
use crate::case::{self, Input, edges, sums};
use crate::check::{Check, Judge};
use crate::run::selection::Selection;
use crate::run::sweep;
use crate::subject::Ahead;
use crate::verdict::{Objection, Verdict};

/// How many smaller cases are tried for a generated one that fails.
const SHRINKING_STEPS: u32 = 300;

/// A case that was judged.
pub struct Judged {
    /// What the check was given.
    pub input: Input,
    /// Whether it was generated: then it follows from the seed, and no known failure counts it.
    pub generated: bool,
    /// The judgement.
    pub verdict: Verdict,
}

/// The cases that follow from the claim alone.
pub fn planned(topic: &Topic<'_>, check: &Check) -> Vec<Input> {
    let spec = topic.shape.oracle.spec;
    match check.judge {
        Judge::Day(_) => {
            // What is walked is judged there already.
            let walked = check.kernel.and_then(|_| sweep::walked(topic.shape.claim));
            let unseen = |day: &RataDie| walked.is_none_or(|walked| !walked.contains(*day));
            edges::days(&topic.shape).into_iter().filter(unseen).map(Input::Day).collect()
        }
        Judge::End(_) => edges::ends(topic.shape.claim).into_iter().map(Input::Day).collect(),
        Judge::DayBeyond(_) => {
            edges::days_beyond(topic.shape.claim).into_iter().map(Input::Day).collect()
        }
        Judge::Date(_) => edges::dates(&topic.shape).into_iter().map(Input::Date).collect(),
        Judge::DateBeyond(_) => {
            edges::dates_beyond(&topic.shape).into_iter().map(Input::Date).collect()
        }
        Judge::Impossible(_) => {
            edges::impossible(&topic.shape).into_iter().map(Input::Date).collect()
        }
        Judge::ImpossibleNative(_) => {
            edges::impossible_native(&topic.shape).into_iter().map(Input::Native).collect()
        }
        Judge::Again(_) => {
            edges::days_asked_again(&topic.shape).into_iter().map(Input::Day).collect()
        }
        Judge::Year(_) => every_year(topic).into_iter().map(Input::Year).collect(),
        Judge::Sum(_) => sums::sums(&topic.shape).into_iter().map(Input::Sum).collect(),
        Judge::Span(_) => sums::spans(&topic.shape).into_iter().map(Input::Span).collect(),
        Judge::Published(_) => {
            let rows = spec.iter().flat_map(|spec| &spec.dates);
            rows.cloned().map(Input::Published).collect()
        }
        Judge::PublishedEraYear(_) => {
            let rows = spec.iter().flat_map(|spec| &spec.era_years);
            rows.cloned().map(Input::PublishedEraYear).collect()
        }
        // Asked of registries.
        Judge::Programs(_) => Vec::new(),
        Judge::PublishedRefusal(_) => {
            let rows = spec.iter().flat_map(|spec| &spec.refusals);
            rows.cloned().map(Input::PublishedRefusal).collect()
        }
    }
}

/// Every promised year of ±9,999, and beyond them the edges and runs far away.
fn every_year(topic: &Topic<'_>) -> Vec<i64> {
    let Some((first, last)) = topic.shape.years else { return Vec::new() };
    let mut years: Vec<i64> = (first.max(-9999)..=last.min(9999)).collect();
    years.extend(edges::years(&topic.shape));
    years.extend(edges::far_years(&topic.shape));
    // Laws look at the next new year, which the last year may not have.
    years.retain(|year| *year < last);
    years.sort_unstable();
    years.dedup();
    years
}

/// How many cases ask ahead together.
const TOGETHER: usize = 4096;

/// Judges the planned cases.
pub fn judge_planned(topic: &Topic<'_>, check: &Check, inputs: Vec<Input>) -> Vec<Judged> {
    let judged = |input: Input, verdict| Judged { input, generated: false, verdict };
    let asked_twice = matches!(check.judge, Judge::Again(_));
    if asked_twice {
        let judge = |input: Input| {
            let verdict = case::judge(check, &input, &mut Ask::new(topic));
            judged(input, verdict)
        };
        return inputs.into_iter().map(judge).collect();
    }
    let verdicts = together(topic, &inputs, |input, ask| case::judge(check, input, ask));
    let verdicts = inputs.into_iter().zip(verdicts);
    verdicts.map(|(input, verdict)| judged(input, verdict)).collect()
}

/// A conversation for each of these; where that costs less, all of them ask together. What goes
/// wrong in a batch is asked again alone.
pub fn together<I, T>(
    topic: &Topic<'_>,
    inputs: &[I],
    conversation: impl Fn(&I, &mut Ask<'_>) -> T,
) -> Vec<T> {
    if !topic.subject.prefers_batches() {
        return inputs.iter().map(|input| conversation(input, &mut Ask::new(topic))).collect();
    }
    let mut all = Vec::new();
    for part in inputs.chunks(TOGETHER) {
        let ahead = Ahead::new(topic.subject, &topic.shape.claim.id);
        let by_way = topic.by_way_of(&ahead);
        let mut results: Vec<Option<T>> = part.iter().map(|_| None).collect();
        while results.iter().any(Option::is_none) {
            for (input, result) in part.iter().zip(&mut results).filter(|(_, it)| it.is_none()) {
                *result = Ahead::attempt(|| conversation(input, &mut Ask::new(&by_way)));
            }
            ahead.fetch();
        }
        all.extend(results.into_iter().flatten());
    }
    all
}

/// How many cases are generated for the check.
pub fn generated_count(topic: &Topic<'_>, check: &Check, selection: &Selection) -> u64 {
    let generates = matches!(
        check.judge,
        Judge::Day(_) | Judge::Date(_) | Judge::Year(_) | Judge::Sum(_) | Judge::Span(_)
    );
    let count = if generates && topic.shape.years.is_some() {
        selection.budget.generated_cases()
    } else {
        0
    };
    u64::from(count)
}

/// Generates cases from the seed and judges them; one that fails is shrunk while its status stays.
pub fn judge_generated(topic: &Topic<'_>, check: &Check, selection: &Selection) -> Vec<Judged> {
    let count = generated_count(topic, check, selection);
    let Some(years) = topic.shape.years.filter(|_| count > 0) else { return Vec::new() };
    let mut runner = strategy::runner(seed_of(check, &topic.shape.claim.id, selection.seed));
    let mut judged = Vec::new();
    let mut each =
        |judge: &mut dyn FnMut() -> Judged| (0..count).for_each(|_| judged.push(judge()));
    match check.judge {
        Judge::Year(_) => {
            let strategy = strategy::year((years.0, (years.1 - 1).max(years.0)));
            each(&mut || {
                let tree = strategy.new_tree(&mut runner);
                judge_tree(topic, check, tree, |year| Some(Input::Year(*year)))
            });
        }
        Judge::Sum(_) => {
            let strategy = strategy::sum(years);
            each(&mut || {
                let tree = strategy.new_tree(&mut runner);
                judge_tree(topic, check, tree, |parts| {
                    sums::sum(&topic.shape, *parts).map(Input::Sum)
                })
            });
        }
        Judge::Span(_) => {
            let strategy = strategy::span(years);
            each(&mut || {
                let tree = strategy.new_tree(&mut runner);
                judge_tree(topic, check, tree, |parts| {
                    sums::span(&topic.shape, *parts).map(Input::Span)
                })
            });
        }
        _ => {
            let dates = matches!(check.judge, Judge::Date(_));
            let date = |place: &Place| place.date(&topic.shape).map(Input::Date);
            let day = |place: &Place| place.day(&topic.shape).map(Input::Day);
            let input = |place: &Place| if dates { date(place) } else { day(place) };
            let strategy = strategy::place(years);
            each(&mut || judge_tree(topic, check, strategy.new_tree(&mut runner), input));
        }
    }
    judged
}

/// A seed of its own for each check and calendar, so that a filter changes no case.
pub fn seed_of(check: &Check, calendar: &str, seed: u64) -> u64 {
    let digest = Sha256::digest(format!("{seed}/{}/{calendar}", check.id));
    digest[..8].iter().fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

fn judge_tree<T: ValueTree>(
    topic: &Topic<'_>,
    check: &Check,
    tree: Result<T, proptest::test_runner::Reason>,
    read: impl Fn(&T::Value) -> Option<Input>,
) -> Judged {
    let judge = |value: &T::Value| match read(value) {
        Some(input) => {
            let verdict = case::judge(check, &input, &mut Ask::new(topic));
            Some((input, verdict))
        }
        None => None,
    };
    let nothing = || Judged {
        input: Input::Year(0),
        generated: true,
        verdict: Err(Objection::new(
            crate::verdict::Status::Unsupported,
            "a generated place that is nowhere in this calendar",
        )),
    };
    let Ok(mut tree) = tree else { return nothing() };
    let Some((mut input, mut verdict)) = judge(&tree.current()) else { return nothing() };
    if let Err(objection) = &verdict {
        let status = objection.status;
        let mut steps = 0;
        let mut smaller = status.fails() && tree.simplify();
        while smaller && steps < SHRINKING_STEPS {
            steps += 1;
            smaller = match judge(&tree.current()) {
                Some((tried, Err(other))) if other.status == status => {
                    (input, verdict) = (tried, Err(other));
                    tree.simplify()
                }
                _ => tree.complicate(),
            };
        }
    }
    Judged { input, generated: true, verdict }
}
