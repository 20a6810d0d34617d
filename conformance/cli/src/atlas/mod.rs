//! Implementations of one calendar side by side: what they answer on boundary days, and where they
//! disagree. Nothing here is a verdict.

mod boundary_days;
mod markdown;
mod page;
mod pin;
#[cfg(test)]
mod tests;
mod walk;

use std::collections::BTreeSet;

use calproof::query::{Ability, Answer, Observation, Query};
use calproof::spec::{self, FileError, Spec};
use calproof::subject::{Claim, Subject};
use calproof_registry::{Date, RataDie, calendars};

pub use page::{Known, Page};
pub use pin::pin;

/// One implementation of a calendar: the subject, and what it declares about the calendar.
#[derive(Clone, Copy)]
pub struct Implementation<'a> {
    /// The subject that answers.
    pub subject: &'a dyn Subject,
    /// What it declares about the calendar.
    pub claim: &'a Claim,
}

/// The ids of all calendars that the subjects have: first those of the reference in its order, then
/// the others. An id that is not a plain name is left out, because it would become a file name.
pub fn calendars<'a>(subjects: impl Iterator<Item = &'a dyn Subject>) -> Vec<String> {
    let mut ids: Vec<String> =
        calendars::ALL.iter().map(|calendar| calendar.id().to_owned()).collect();
    let claims = subjects.flat_map(|subject| &subject.hello().calendars);
    let others: BTreeSet<&String> =
        claims.map(|claim| &claim.id).filter(|id| is_plain(id) && !ids.contains(id)).collect();
    ids.extend(others.into_iter().cloned().collect::<Vec<String>>());
    ids
}

/// Whether the text is safe as part of a file name.
fn is_plain(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    !text.is_empty() && text.len() <= 64 && text.chars().all(plain)
}

/// The implementations of a calendar among the subjects, in their order.
pub fn implementations<'a>(
    calendar: &str,
    subjects: impl Iterator<Item = &'a dyn Subject>,
) -> Vec<Implementation<'a>> {
    let find = |subject: &'a dyn Subject| {
        let claim = subject.hello().calendars.iter().find(|claim| claim.id == calendar)?;
        Some(Implementation { subject, claim })
    };
    subjects.filter_map(find).collect()
}

impl Implementation<'_> {
    /// The subject's name.
    fn name(&self) -> &str {
        &self.subject.hello().name
    }

    fn spec(&self) -> Result<Option<&'static Spec>, FileError> {
        spec::by_name(&self.claim.id)
    }

    /// The subject's date for each of these days; `None` for a day that it does not promise.
    fn observe(&self, days: &[RataDie]) -> Vec<Option<Observation>> {
        let asked: Vec<RataDie> = days.iter().copied().filter(|day| self.promises(*day)).collect();
        let queries: Vec<Query> = asked.iter().copied().map(Query::Date).collect();
        let answered = self.subject.answers(&self.claim.id, &queries);
        let mut answered = asked.into_iter().zip(answered).peekable();
        let of = |day: &RataDie| {
            answered.next_if(|(asked, _)| asked == day).map(|(_, answered)| answered)
        };
        days.iter().map(of).collect()
    }

    /// Whether it declares that it gives a date for the day.
    fn promises(&self, day: RataDie) -> bool {
        self.claim.abilities.contains(&Ability::Date)
            && self.claim.range.is_none_or(|range| range.contains(day))
    }

    /// The year of the era for each day, where the subject declares that question.
    fn era_years(&self, days: &[RataDie]) -> Vec<Option<String>> {
        if !self.claim.abilities.contains(&Ability::EraYear) {
            return vec![None; days.len()];
        }
        let queries: Vec<Query> = days.iter().copied().map(Query::EraYear).collect();
        let answered = self.subject.answers(&self.claim.id, &queries);
        let text = |answered| match answered {
            Observation::Value(Answer::EraYear(year)) => Some(year.to_string()),
            _ => None,
        };
        answered.into_iter().map(text).collect()
    }
}

/// A date in the shortest form of its calendar.
fn text_of(spec: Option<&Spec>, date: Date) -> String {
    spec.map_or_else(|| date.to_string(), |spec| spec.text(date))
}

/// The Gregorian date of a day, for readers.
fn gregorian(day: RataDie) -> String {
    let date = calendars::by_id("gregory").and_then(|gregory| gregory.date(day).ok());
    date.map_or_else(|| "·".to_owned(), |date| date.numbered().to_string())
}

/// The answer in a few words of our own; what a subject prints while it crashes is left out.
fn words_of(spec: Option<&Spec>, answered: Option<&Observation>) -> String {
    match answered {
        None => "·".to_owned(),
        Some(Observation::Value(Answer::Date(date))) => text_of(spec, *date),
        Some(Observation::Value(_)) => "no date".to_owned(),
        Some(Observation::Refused(refusal)) => format!("refused: {}", refusal.reason()),
        Some(Observation::Crashed(_)) => "crashed".to_owned(),
        Some(Observation::TimedOut) => "no answer in time".to_owned(),
        Some(Observation::Unacceptable(_)) => "no answer to that".to_owned(),
        Some(Observation::Garbled(_)) => "broke the protocol".to_owned(),
        // Lost, or anything else that keeps a subject from answering.
        Some(_) => "could not be asked".to_owned(),
    }
}
