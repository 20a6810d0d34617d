//! What is right, and who says so.

mod steps;
mod undecided;
mod walk;

use calproof_registry::{Calendar, Date, RataDie, calendars};

use crate::claim::{Claim, REFERENCE};
use crate::spec::{self, Exactness, FileError, Spec};
use crate::verdict::{Objection, Status, Verdict};

/// What a calendar is compared with: the reference for the rule that the subject declares, and the
/// reference for the calendar's authority. Where nobody can be asked, it is silent.
#[derive(Clone)]
pub struct Oracle {
    rule: Option<Source>,
    /// Only where it is another than the rule's.
    authority: Option<Source>,
    /// The calendar's own spec, by id.
    pub spec: Option<&'static Spec>,
}

/// A calendar that can be asked, and its spec.
#[derive(Clone)]
struct Source {
    calendar: &'static dyn Calendar,
    spec: &'static Spec,
}

impl Oracle {
    /// The oracle for what the subject of this name claims. The reference is not compared with
    /// itself but with the walk of the published rule.
    pub fn new(subject: &str, claim: &Claim) -> Result<Oracle, FileError> {
        let source = |id: &str| -> Result<Option<Source>, FileError> {
            let calendar = if subject == REFERENCE {
                walk::by_id(id).map(|walk| -> &dyn Calendar { walk })
            } else {
                calendars::by_id(id)
            };
            let spec = spec::by_name(id)?;
            Ok(calendar.zip(spec).map(|(calendar, spec)| Source { calendar, spec }))
        };
        let authority = if claim.rule == claim.id { None } else { source(&claim.id)? };
        Ok(Oracle { rule: source(&claim.rule)?, authority, spec: spec::by_name(&claim.id)? })
    }

    /// The calendar whose shape the subject's should have: years, months and their lengths.
    pub fn reference(&self) -> Option<&'static dyn Calendar> {
        self.rule.as_ref().or(self.authority.as_ref()).map(|source| source.calendar)
    }

    /// The status of this answer to the question for the day's date; `None` where nobody knows.
    pub fn status(&self, day: RataDie, answered: Date) -> Option<Status> {
        let by_rule = known(self.rule.as_ref(), day);
        let by_authority = known(self.authority.as_ref(), day);
        match (by_rule, by_authority) {
            (None, None) => None,
            (Some((source, right)), _) if right != answered => {
                Some(source.other_answer(day, answered, Status::Wrong))
            }
            (_, Some((source, right))) if right != answered => {
                Some(source.other_answer(day, answered, Status::Departs))
            }
            _ => Some(Status::Pass),
        }
    }

    /// The judgement on this answer to the question for the day's date, in words.
    pub fn judge(&self, day: RataDie, answered: Date) -> Verdict {
        let Some(status) = self.status(day, answered) else {
            return Err(Objection::new(Status::Unsupported, "no reference answers for this day"));
        };
        let sources = [known(self.rule.as_ref(), day), known(self.authority.as_ref(), day)];
        let other = sources.into_iter().flatten().find(|(_, right)| *right != answered);
        let Some((source, right)) = other else { return Ok(()) };
        let may_be = source.may_be(day, answered);
        let (answered, right) = (source.spec.text(answered), source.spec.text(right));
        let why = match status {
            Status::Departs => format!(
                "answered {answered}, by its own rule; the calendar's authority has {right}"
            ),
            _ if may_be => {
                format!("answered {answered}, which is undecided; the table has {right}")
            }
            _ => format!("expected {right}, answered {answered}"),
        };
        Err(Objection::new(status, why).by(&source.spec.authority))
    }

    /// The date of the day by the declared rule.
    pub fn by_rule(&self, day: RataDie) -> Option<Date> {
        known(self.rule.as_ref(), day).map(|(_, date)| date)
    }

    /// After how many years, and days, the declared rule begins anew.
    pub fn cycle(&self) -> Option<(i64, i64)> {
        self.rule.as_ref().and_then(|source| source.spec.cycle)
    }

    /// Who decides on the calendar's shape.
    pub fn rule_authority(&self) -> Option<&'static str> {
        self.rule.as_ref().or(self.authority.as_ref()).map(|source| source.spec.authority.as_str())
    }

    /// An objection that rests on what the reference says. Where that is a model of the sky, nobody
    /// can be called wrong by it.
    pub fn weighed(&self, mut objection: Box<Objection>) -> Box<Objection> {
        let source = self.rule.as_ref().or(self.authority.as_ref());
        let is_model = source.is_some_and(|source| source.spec.exactness == Exactness::Astronomy);
        let rests_on_it = matches!(
            objection.status,
            Status::Wrong | Status::RefusedValid | Status::AcceptedInvalid
        );
        if is_model && rests_on_it {
            objection.status = Status::Disagreement;
        }
        objection
    }

    /// The date of the day by the declared rule, or by the authority where the rule is unknown.
    pub fn date(&self, day: RataDie) -> Option<Date> {
        known(self.rule.as_ref(), day)
            .or_else(|| known(self.authority.as_ref(), day))
            .map(|(_, date)| date)
    }
}

impl Source {
    /// What another answer than this one comes to, where somebody knows what is right.
    fn other_answer(&self, day: RataDie, answered: Date, known: Status) -> Status {
        match self.spec.exactness {
            Exactness::Astronomy if known == Status::Wrong => Status::Disagreement,
            _ if self.may_be(day, answered) => Status::Disagreement,
            _ => known,
        }
    }
}

fn known(source: Option<&Source>, day: RataDie) -> Option<(&Source, Date)> {
    let source = source?;
    source.calendar.date(day).ok().map(|date| (source, date))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_a_model_nobody_is_wrong() {
        for (id, expected) in
            [("bahai", Status::Wrong), ("bahai-astronomical", Status::Disagreement)]
        {
            let calendar = calendars::by_id(id).unwrap();
            let source = Source { calendar, spec: spec::by_name(id).unwrap().unwrap() };
            let oracle = Oracle { rule: Some(source), authority: None, spec: None };
            assert_eq!(oracle.weighed(Objection::wrong("")).status, expected, "{id}");
            let crash = Objection::new(Status::Crash, "");
            assert_eq!(oracle.weighed(crash).status, Status::Crash, "{id}");
        }
    }
}
