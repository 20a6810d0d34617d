//! A script of misbehaviours as text: the argument of the adapter, and part of the command that
//! repeats a conversation.

use std::fmt;

use calproof::RataDie;

use crate::effects::{self, Act, Effect};

/// The days for which the adapter answers: 2013 to 2015.
pub(crate) const FIRST: i64 = 734_869;
pub(crate) const LAST: i64 = 735_963;

/// When a misbehaviour occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    /// In every process, at every question.
    Every,
    /// In the first process only.
    First,
    /// In all processes but the first.
    Later,
    /// At each question about this day, or about the date of this day.
    Day(RataDie),
    /// At this question of each process, counted from 1.
    Question(u32),
    /// At this question of the first process.
    Once(u32),
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Every => f.write_str("every"),
            Moment::First => f.write_str("first"),
            Moment::Later => f.write_str("later"),
            Moment::Day(day) => write!(f, "day-{}", day.0),
            Moment::Question(number) => write!(f, "question-{number}"),
            Moment::Once(number) => write!(f, "once-{number}"),
        }
    }
}

impl Moment {
    fn read(text: &str) -> Option<Moment> {
        let (word, number) = text.split_once('-').unwrap_or((text, ""));
        Some(match word {
            "every" => Moment::Every,
            "first" => Moment::First,
            "later" => Moment::Later,
            "day" => Moment::Day(RataDie(number.parse().ok()?)),
            "question" => Moment::Question(number.parse().ok()?),
            "once" => Moment::Once(number.parse().ok()?),
            _ => return None,
        })
    }

    /// An earlier moment, for finding the simplest script that still fails.
    pub(crate) fn earlier(self) -> Option<Moment> {
        match self {
            Moment::Day(day) if day.0 > FIRST + 2 => {
                Some(Moment::Day(RataDie(FIRST + 2 + (day.0 - FIRST - 2) / 2)))
            }
            Moment::Question(number) if number > 2 => Some(Moment::Question(number - 1)),
            Moment::Once(number) if number > 1 => Some(Moment::Once(number - 1)),
            _ => None,
        }
    }
}

/// An effect and its moment.
#[derive(Clone, Copy)]
pub(crate) struct Misbehaviour {
    pub(crate) moment: Moment,
    pub(crate) effect: &'static Effect,
}

impl fmt::Display for Misbehaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.moment, self.effect.name)
    }
}

impl Misbehaviour {
    pub(crate) fn read(text: &str) -> Option<Misbehaviour> {
        let (moment, name) = text.split_once('/')?;
        Some(Misbehaviour { moment: Moment::read(moment)?, effect: effects::by_name(name)? })
    }

    /// Whether the two would affect the same thing at the same time, so that the outcome of both
    /// together is unknown.
    pub(crate) fn excludes(&self, other: &Misbehaviour) -> bool {
        let same_moment =
            self.moment == other.moment || [self.moment, other.moment].contains(&Moment::Every);
        let place = |it: &Misbehaviour| match it.effect.act {
            Act::Start(_) | Act::Hello(_) | Act::HelloLine(_) => 0,
            Act::Ready(_) => 1,
            Act::Question(_) => 2,
            Act::Item(_) | Act::Swap => 3,
            Act::Line(_) | Act::Write(_) | Act::Records(_) => 4,
            Act::End(_) => 5,
        };
        (same_moment || place(self) == 0) && place(self) == place(other)
    }
}
