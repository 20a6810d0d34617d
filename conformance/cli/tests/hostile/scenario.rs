//! One conversation: a command, and the script of the adapter that it runs.

use std::fmt;

use calproof::RataDie;
use calproof::chance::Chance;

use crate::effects::{self, Act, Effect, Outcome};
use crate::script::{FIRST, LAST, Misbehaviour, Moment};

pub(crate) const ROUND_TRIP: &str = "calendar/round_trip/day_to_date_to_day";
pub(crate) const NEXT_DATE: &str = "calendar/order/next_day_is_next_date";
pub(crate) const ENDS: &str = "calendar/range/both_ends_round_trip";
pub(crate) const COLLISIONS: &str = "registry/registration/collisions_are_resolved_as_declared";

/// The day in `replay` and `ask`: 12 May 2013.
pub(crate) const DAY: i64 = 735_000;

/// The command, and what it asks the adapter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Every day of the calendar, with two checks.
    Walk,
    /// Both ends of the range: so few questions that all of them may fail.
    Ends,
    /// A few programs for the registry.
    Registry,
    /// One case, with a transcript.
    Replay,
    Doctor,
    Ask,
    Fuzz,
}

const KINDS: [(&str, Kind); 7] = [
    ("walk", Kind::Walk),
    ("ends", Kind::Ends),
    ("registry", Kind::Registry),
    ("replay", Kind::Replay),
    ("doctor", Kind::Doctor),
    ("ask", Kind::Ask),
    ("fuzz", Kind::Fuzz),
];

impl Kind {
    /// The checks of a run; empty if the command is not a run.
    pub(crate) fn checks(self) -> &'static [&'static str] {
        match self {
            Kind::Walk => &[ROUND_TRIP, NEXT_DATE],
            Kind::Ends => &[ENDS],
            Kind::Registry => &[COLLISIONS],
            _ => &[],
        }
    }

    fn name(self) -> &'static str {
        KINDS[self as usize].0
    }
}

#[derive(Clone)]
pub(crate) struct Scenario {
    pub(crate) kind: Kind,
    pub(crate) has_colours: bool,
    pub(crate) script: Vec<Misbehaviour>,
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colours = if self.has_colours { "colours" } else { "plain" };
        write!(f, "{} {colours}", self.kind.name())?;
        self.script.iter().try_for_each(|misbehaviour| write!(f, " {misbehaviour}"))
    }
}

impl Scenario {
    /// Parses a scenario.
    pub(crate) fn read(text: &str) -> Option<Scenario> {
        let mut words = text.split_whitespace();
        let kind = words.next()?;
        let kind = KINDS.iter().find(|row| row.0 == kind)?.1;
        let has_colours = match words.next()? {
            "colours" => true,
            "plain" => false,
            _ => return None,
        };
        let script = words.map(Misbehaviour::read).collect::<Option<Vec<Misbehaviour>>>()?;
        Some(Scenario { kind, has_colours, script })
    }

    /// The scenario for this seed.
    pub(crate) fn generate(seed: u64) -> Scenario {
        let mut chance = Chance(seed);
        // Kinds with the most precise predictions are the most frequent.
        let weights = [40, 30, 14, 8, 3, 3, 2];
        let mut lot = chance.below(100);
        let mut kinds = KINDS.iter().zip(weights);
        let kind = kinds.find_map(|((_, kind), weight)| {
            if lot < weight {
                return Some(*kind);
            }
            lot -= weight;
            None
        });
        let kind = kind.unwrap_or(Kind::Walk);
        let count = chance.one_of(&[1, 2, 2, 2, 3, 3]);
        let has_colours = chance.below(2) == 0;
        let all: Vec<&'static Effect> = effects::all().collect();
        let mut script: Vec<Misbehaviour> = Vec::new();
        while script.len() < count {
            let effect = chance.one_of(&all);
            let moments = moments(kind, effect, &mut chance);
            if moments.is_empty() {
                continue;
            }
            let one = Misbehaviour { moment: chance.one_of(&moments), effect };
            if !script.iter().any(|other| other.excludes(&one) || is_too_slow(effect, other.effect))
            {
                script.push(one);
            }
        }
        Scenario { kind, has_colours, script }
    }

    /// The same scenario with fewer misbehaviours, or with earlier ones.
    pub(crate) fn simpler(&self) -> Vec<Scenario> {
        let mut all = Vec::new();
        for place in 0..self.script.len() {
            let mut fewer = self.clone();
            fewer.script.remove(place);
            all.push(fewer);
        }
        for place in 0..self.script.len() {
            if let Some(moment) = self.script[place].moment.earlier() {
                let mut earlier = self.clone();
                earlier.script[place].moment = moment;
                all.push(earlier);
            }
        }
        if self.has_colours {
            all.push(Scenario { has_colours: false, ..self.clone() });
        }
        all
    }
}

/// Whether the effect takes too long to happen at every question.
fn is_slow(effect: &Effect) -> bool {
    let slow = [
        "late",
        "drips",
        "flood",
        "flood-after-hello",
        "hundred-megabytes",
        "longest",
        "longest-but-one",
        // Each costs half a second of waiting, since the process may be about to exit.
        "output-closed",
        // Each starts three processes.
        "child-holds-pipes",
        "orphan-holds-pipes",
    ];
    effect.outcome == Outcome::Hang || slow.contains(&effect.name)
}

/// A line that is sent byte by byte must be short.
fn is_too_slow(one: &Effect, other: &Effect) -> bool {
    let drips = |effect: &Effect| effect.name == "drips";
    let is_item = |effect: &Effect| matches!(effect.act, Act::Item(_));
    (drips(one) && is_item(other)) || (drips(other) && is_item(one))
}

/// The moments at which this effect may occur in this kind of conversation: those for which the
/// outcome is known, and which do not take too long.
fn moments(kind: Kind, effect: &Effect, chance: &mut Chance) -> Vec<Moment> {
    let passes = effect.outcome == Outcome::Pass;
    let is_quick = !is_slow(effect);
    let once = Moment::Once(1 + chance.below(4) as u32);
    let again = Moment::Question(2 + chance.below(3) as u32);
    let day = match kind {
        Kind::Walk => FIRST + 3 + chance.below((LAST - FIRST - 6) as usize) as i64,
        Kind::Ends => chance.one_of(&[FIRST, LAST]),
        _ => DAY,
    };
    let day = Moment::Day(RataDie(day));
    let few = matches!(kind, Kind::Ends | Kind::Replay | Kind::Ask);
    let has_programs = kind == Kind::Registry;
    let mut moments = match effect.act {
        Act::Start(_) if kind == Kind::Walk => vec![Moment::Later],
        Act::Start(_) => vec![Moment::Later, Moment::First, Moment::Every],
        Act::Hello(_) | Act::HelloLine(_) if few || (passes && kind == Kind::Walk) => {
            vec![Moment::Every]
        }
        Act::Ready(_) if few || (passes && is_quick) => vec![Moment::First, Moment::Every],
        Act::Ready(_) => vec![Moment::First],
        Act::End(_) => vec![Moment::Every],
        Act::Records(_) if has_programs => vec![once, again, Moment::Every],
        Act::Swap if kind == Kind::Walk => vec![day],
        Act::Item(_) if few => vec![day, Moment::Every],
        Act::Item(_) if !has_programs => vec![day],
        // The line of a history is too long to be sent byte by byte.
        Act::Question(_) | Act::Line(_) | Act::Write(_)
            if !has_programs || effect.name != "drips" =>
        {
            vec![once]
        }
        _ => vec![],
    };
    if matches!(effect.act, Act::Question(_) | Act::Line(_) | Act::Write(_)) && !moments.is_empty()
    {
        moments.extend((!has_programs).then_some(day));
        moments.extend(is_quick.then_some(again));
        moments.extend((few || (has_programs && is_quick)).then_some(Moment::Every));
    }
    moments
}
