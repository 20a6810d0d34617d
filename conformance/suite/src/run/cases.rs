//! Single cases, each judged in a conversation: boundary cases, published dates, and generated
//! cases.

use proptest::strategy::{Strategy, ValueTree};

use crate::case::{Input, strategy};
use crate::check::{Case, Check, renamed};
use crate::level::Level;
use crate::query::{Observation, Query};
use crate::run::{shrink, sweep};
use crate::selection::Selection;
use crate::session::{Ask, Topic};
use crate::subject::Ahead;
use crate::verdict::{Objection, Status, Verdict};

/// A judged case.
pub struct Judged {
    /// Its position among the planned or the generated cases of the check.
    pub place: u64,
    /// The input of the check.
    pub input: Input,
    /// Whether it was generated. Then it depends on the seed, and known failures do not count it.
    pub generated: bool,
    /// The judgement.
    pub verdict: Verdict,
    /// The conversation; empty if there is no objection.
    pub transcript: Vec<(Query, Observation)>,
}

impl Judged {
    fn new((place, input): (u64, Input), generated: bool, (verdict, transcript): Heard) -> Judged {
        Judged { place, input, generated, verdict, transcript }
    }
}

/// A verdict and, if it is an objection, the conversation.
type Heard = (Verdict, Vec<(Query, Observation)>);

/// Judges the input in a conversation.
fn hear(check: &Check, input: &Input, ask: &mut Ask<'_>) -> Heard {
    let verdict = check.judge(input, ask);
    let is_pass = verdict.is_ok();
    (verdict, if is_pass { Vec::new() } else { ask.transcript().to_vec() })
}

/// The cases that depend on the claim and the level alone.
pub fn planned(topic: &Topic<'_>, check: &Check, level: Level) -> Vec<Input> {
    let mut inputs = check.plan.planned(&topic.shape);
    let swept = sweep::walked(topic.shape.claim).filter(|_| level.is_exhaustive());
    if let Some(walked) = check.kernel.and(swept) {
        // Days of the sweep are judged by the sweep.
        inputs.retain(|input| !matches!(input, Input::Day(day) if walked.contains(*day)));
    }
    level.thinned(inputs)
}

/// The planned cases that belong to this shard, with their positions in the plan.
pub fn own(
    topic: &Topic<'_>,
    check: &'static Check,
    planned: Vec<Input>,
    selection: &Selection,
) -> Vec<(u64, Input)> {
    let calendar = &topic.shape.claim.id;
    let name = |input: &Input| Case::new(check, calendar, input.clone()).id();
    let all = (0..).zip(planned);
    all.filter(|(_, input)| selection.has(|| name(input))).collect()
}

/// Maximum number of cases that fetch their answers in common batches.
const TOGETHER: usize = 4096;

/// Judges the planned cases.
pub fn judge_planned(topic: &Topic<'_>, check: &Check, inputs: Vec<(u64, Input)>) -> Vec<Judged> {
    if check.plan.manner().twice {
        let judge = |case: (u64, Input)| {
            let heard = hear(check, &case.1, &mut Ask::new(topic));
            Judged::new(case, false, heard)
        };
        return inputs.into_iter().map(judge).collect();
    }
    let heard = together(topic, &inputs, |(_, input), ask| hear(check, input, ask));
    let heard = inputs.into_iter().zip(heard);
    heard.map(|(case, heard)| Judged::new(case, false, heard)).collect()
}

/// Holds a conversation for each input. If batches are cheaper, all conversations share batches. A
/// question that fails in a batch is asked again alone.
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

/// The number of cases generated for the check, in all shards.
pub fn generated_count(topic: &Topic<'_>, check: &Check, selection: &Selection) -> u64 {
    let generates = check.plan.manner().generated.is_some() && topic.shape.years.is_some();
    if generates { u64::from(selection.generated_cases()) } else { 0 }
}

/// Generates cases from the seed and judges them. A failing case is shrunk while its status stays
/// the same.
pub fn judge_generated(topic: &Topic<'_>, check: &Check, selection: &Selection) -> Vec<Judged> {
    let source = check.plan.manner().generated.zip(topic.shape.years);
    let Some((source, years)) = source else { return Vec::new() };
    let mut runner = strategy::runner(seed_of(check, &topic.shape.claim.id, selection.seed));
    let strategy = source(years);
    let mut one = |place| {
        // Also for cases of other shards, since the random state continues from case to case.
        let generated = strategy.new_tree(&mut runner).ok();
        if !is_own(check, &topic.shape.claim.id, place, selection) {
            return None;
        }
        let input = generated.and_then(|generated| generated.current().input(&topic.shape));
        let judged = input.map(|input| judge_simplest(topic, check, (place, input)));
        Some(judged.unwrap_or_else(|| nowhere(place)))
    };
    let count = generated_count(topic, check, selection);
    (0..count).filter_map(&mut one).collect()
}

/// Whether the generated case at this index belongs to the shard that is run. It is identified by
/// its index, since its content is unknown before it is generated.
pub fn is_own(check: &Check, calendar: &str, place: u64, selection: &Selection) -> bool {
    selection.has(|| format!("{}/{calendar}/generated/{place}", check.id))
}

/// The seed for a check and a calendar. Each pair has its own, so that filters change no case; a
/// renamed check keeps its seed.
pub fn seed_of(check: &Check, calendar: &str, seed: u64) -> u64 {
    let digest = hmac_sha256::Hash::hash(
        format!("{seed}/{}/{calendar}", renamed::old_id(check.id)).as_bytes(),
    );
    digest[..8].iter().fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}

/// The verdict on the input, or on the simplest input found that fails with the same status.
fn judge_simplest(topic: &Topic<'_>, check: &Check, (place, input): (u64, Input)) -> Judged {
    let judge = |input: &Input| hear(check, input, &mut Ask::new(topic));
    let mut heard = judge(&input);
    let mut simplest = input;
    if let Err(objection) = &heard.0 {
        let status = objection.status;
        // A hang takes too long to be repeated often.
        if status.fails() && status != Status::Hang {
            simplest = shrink::simplest(&topic.shape, check, &simplest, |simpler| {
                let other = judge(simpler);
                let is_same = other.0.as_ref().is_err_and(|other| other.status == status);
                if is_same {
                    heard = other;
                }
                is_same
            });
        }
    }
    Judged::new((place, simplest), true, heard)
}

/// The verdict on generated numbers for which the calendar has no input.
fn nowhere(place: u64) -> Judged {
    let why = "the generated input does not exist in this calendar";
    let heard = (Err(Objection::not_compared(why)), Vec::new());
    Judged::new((place, Input::Year(0)), true, heard)
}
