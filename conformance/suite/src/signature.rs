//! Which failures are equal: those with the same signature count as the same mistake.

use std::fmt;
use std::str::FromStr;

use crate::case::boundary::Boundary;
use crate::check::{self, Case};
use crate::claim::REGISTRY;
use crate::shape::Shape;
use crate::verdict::{Objection, Status};

/// The operation if nothing was asked, or if a whole history is wrong and not a single call.
const WHOLE: &str = "whole";

/// What all cases of one mistake share: the check, the operation that failed, the calendar, the
/// status, and the kind of edge that the input is near.
///
/// As text, these words are separated by spaces, with the calendar last:
/// `calendar/order/dates_ascend date wrong leap persian`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Signature {
    /// The check's id.
    pub check: &'static str,
    /// The ability of the last question; for a program, the call that the objection names.
    pub operation: String,
    /// The status.
    pub status: Status,
    /// The kind of edge that the input is near.
    pub boundary: Boundary,
    /// The calendar's id, escaped; `registry` for a program.
    pub calendar: String,
}

impl Signature {
    /// The signature of a case that failed, with what there is to object to and the conversation.
    /// A program of calls has no shape.
    #[doc(hidden)]
    pub fn of(
        shape: Option<&Shape<'_>>,
        case: &Case,
        objection: &Objection,
        transcript: &[(String, String)],
    ) -> Signature {
        Signature::at(case.input.boundary(shape), case, objection, transcript)
    }

    /// The same for a case whose edge is known.
    pub fn at(
        boundary: Boundary,
        case: &Case,
        objection: &Objection,
        transcript: &[(String, String)],
    ) -> Signature {
        let operation = if case.calendar == REGISTRY {
            call_in(&objection.why, transcript)
        } else {
            transcript.last().and_then(|(query, _)| query.split(' ').next())
        };
        Signature {
            check: case.check.id,
            operation: operation.unwrap_or(WHOLE).to_owned(),
            status: objection.status,
            boundary,
            calendar: crate::escape::line(&case.calendar),
        }
    }
}

impl Signature {
    /// Whether a simpler case with the other signature still shows the same mistake. The boundary
    /// of a program may change, since shrinking finds out which threads and behaviours it needs.
    pub fn is_still(&self, simpler: &Signature) -> bool {
        self.is_of_check(simpler)
            && self.operation == simpler.operation
            && (self.boundary == simpler.boundary || self.calendar == REGISTRY)
    }

    /// Whether both have the same check, calendar and status, whatever the operation and the edge.
    pub fn is_of_check(&self, other: &Signature) -> bool {
        (self.check, self.status, &self.calendar) == (other.check, other.status, &other.calendar)
    }
}

/// The name of the call that the objection quotes.
fn call_in<'a>(why: &str, transcript: &'a [(String, String)]) -> Option<&'a str> {
    let quoted = transcript.iter().find(|(call, _)| why.contains(call.as_str()))?;
    let (_, json) = quoted.0.split_once("]: ")?;
    json.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').find(|word| !word.is_empty())
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Signature { check, operation, status, boundary, calendar } = self;
        write!(f, "{check} {operation} {status} {boundary} {calendar}")
    }
}

impl FromStr for Signature {
    type Err = String;

    fn from_str(text: &str) -> Result<Signature, String> {
        let wrong = || format!("`{}` is not a signature", crate::escape::line(text));
        let mut words = text.splitn(5, ' ');
        let mut word = || words.next().filter(|word| !word.is_empty()).ok_or_else(wrong);
        let check = check::by_id(word()?).ok_or_else(wrong)?.id;
        let operation = word()?.to_owned();
        let status = Status::from_name(word()?).ok_or_else(wrong)?;
        let boundary = word()?;
        let boundary = Boundary::ALL.iter().find(|(_, name)| *name == boundary);
        let (boundary, _) = *boundary.ok_or_else(wrong)?;
        Ok(Signature { check, operation, status, boundary, calendar: word()?.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use calproof_registry::{Date, RataDie, calendars};

    use super::*;
    use crate::case::Input;
    use crate::session::Topic;
    use crate::subject::{InProcess, Subject};

    #[test]
    fn text_round_trip() {
        for text in [
            "calendar/round_trip/day_to_date_to_day day wrong leap persian",
            "registry/concurrency/histories_are_linearizable find crash threads registry",
            "calendar/agreement/sums add hang limit-32 a calendar of two words",
        ] {
            assert_eq!(text.parse::<Signature>().unwrap().to_string(), text);
        }
        for text in ["", "a b c d e", "calendar/agreement/sums add hang limit-32"] {
            assert!(text.parse::<Signature>().is_err(), "{text}");
        }
    }

    #[test]
    fn inputs_are_near_the_expected_edges() {
        let calendar = calendars::by_id("persian").unwrap();
        let subject = InProcess::new("ours", "0.0.0", vec![calendar]);
        let topic = Topic::new(&subject, &subject.hello().calendars[0]).unwrap();
        let range = topic.shape.claim.range.unwrap();
        let date = |year, month, day| Input::Date(Date::new(year, month, day));
        for (input, boundary) in [
            (date(1403, 12, 30), Boundary::Leap),
            (date(1402, 12, 30), Boundary::Impossible),
            (date(1402, 12, 29), Boundary::YearEnd),
            (date(1404, 1, 1), Boundary::YearEnd),
            (date(1404, 7, 30), Boundary::MonthEnd),
            (date(1404, 7, 15), Boundary::Ordinary),
            (Input::Day(range.last), Boundary::RangeEnd),
            (Input::Day(RataDie(range.last.0 + 9)), Boundary::BeyondRange),
            (Input::Day(RataDie(1 << 31)), Boundary::Limit32),
            (Input::Year(1403), Boundary::Leap),
            (Input::Year(1404), Boundary::Ordinary),
        ] {
            assert_eq!(Boundary::of(&topic.shape, &input), boundary, "{input}");
        }
    }

    #[test]
    fn the_call_that_the_objection_quotes_is_the_operation() {
        let talk = [
            (r#"before 0 [1, 2]: {"find":"week"}"#.to_owned(), "nothing".to_owned()),
            (r#"before 1 [3, 4]: "names""#.to_owned(), "[]".to_owned()),
        ];
        assert_eq!(call_in(&format!("{} -> []; expected: x", talk[1].0), &talk), Some("names"));
        assert_eq!(call_in(&format!("{} -> x", talk[0].0), &talk), Some("find"));
        assert_eq!(call_in("it was ended by signal 11", &talk), None);
    }
}
