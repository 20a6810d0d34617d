//! What is right, and by which authority.

mod lenient;
mod steps;
mod undecided;
mod walk;

use calproof_registry::{Calendar, Date, RataDie, calendars};

use crate::claim::{Claim, REFERENCE};
use crate::spec::{self, Exactness, FileError, Spec};
use crate::verdict::{Objection, Status, Verdict};

/// What a subject's calendar is compared with: the reference for the rule that the subject
/// declares, and the reference for the calendar's authority. Where neither has an answer, nothing
/// is compared.
#[derive(Clone)]
pub struct Oracle {
    rule: Option<Source>,
    /// `Some` only if it differs from the rule's, and the rule is known.
    authority: Option<Source>,
    /// What the declared rule specifies: months, eras, cycle, gaps.
    pub spec: Option<&'static Spec>,
    /// What was published for the calendar, by its id; `None` if the declared rule is unknown,
    /// since then nothing shows whether the rule departs from it.
    pub published: Option<&'static Spec>,
}

/// A calendar and its spec.
#[derive(Clone)]
struct Source {
    calendar: &'static dyn Calendar,
    spec: &'static Spec,
}

impl Source {
    /// The reference with this id or alias. If the subject is the reference itself, it is compared
    /// with the independent walk of the published rule instead.
    fn of(subject: &str, name: &str) -> Result<Option<Source>, FileError> {
        let Some(spec) = spec::by_name(name)? else { return Ok(None) };
        let calendar = if subject == REFERENCE {
            walk::by_id(&spec.id).map(|walk| -> &dyn Calendar { walk })
        } else {
            calendars::by_id(&spec.id)
        };
        Ok(calendar.map(|calendar| Source { calendar, spec }))
    }
}

impl Oracle {
    /// The oracle for the claim of the subject with this name. If the declared rule is unknown,
    /// only laws are checked.
    pub fn new(subject: &str, claim: &Claim) -> Result<Oracle, FileError> {
        let spec = spec::by_name(&claim.rule)?;
        let own = spec::by_name(&claim.id)?;
        let same = spec.zip(own).is_some_and(|(rule, id)| rule.id == id.id);
        let authority = if spec.is_none() || same { None } else { Source::of(subject, &claim.id)? };
        let published = own.filter(|_| spec.is_some());
        Ok(Oracle { rule: Source::of(subject, &claim.rule)?, authority, spec, published })
    }

    /// Whether the declared rule is the calendar's own.
    pub fn is_own_rule(&self) -> bool {
        self.spec.zip(self.published).is_some_and(|(rule, id)| rule.id == id.id)
    }

    /// The reference for the declared rule: its years, months and their lengths.
    pub fn reference(&self) -> Option<&'static dyn Calendar> {
        self.rule.as_ref().map(|source| source.calendar)
    }

    /// The status of this answer for the day's date; `None` if the right date is unknown.
    pub fn status(&self, day: RataDie, answered: Date) -> Option<Status> {
        let (source, right) = known(self.rule.as_ref(), day)?;
        if right != answered {
            return Some(source.other_answer(day, answered, Status::Wrong));
        }
        Some(match known(self.authority.as_ref(), day) {
            Some((source, right)) if right != answered => {
                source.other_answer(day, answered, Status::Departs)
            }
            _ => Status::Pass,
        })
    }

    /// The verdict on this answer for the day's date, in words.
    pub fn judge(&self, day: RataDie, answered: Date) -> Verdict {
        let Some(status) = self.status(day, answered) else {
            return Err(Objection::not_compared("no reference answers for this day"));
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
    pub fn date(&self, day: RataDie) -> Option<Date> {
        known(self.rule.as_ref(), day).map(|(_, date)| date)
    }

    /// The length of the declared rule's cycle, in years and in days.
    pub fn cycle(&self) -> Option<(i64, i64)> {
        self.rule.as_ref().and_then(|source| source.spec.cycle)
    }

    /// The authority for the calendar's months and years.
    pub fn rule_authority(&self) -> Option<&'static str> {
        self.rule.as_ref().map(|source| source.spec.authority.as_str())
    }

    /// An objection that depends on the reference. If the reference is an astronomical model, its
    /// status becomes *disagreement*, since the model proves nothing wrong.
    pub fn weighed(&self, mut objection: Box<Objection>) -> Box<Objection> {
        let is_model =
            self.rule.as_ref().is_some_and(|source| source.spec.exactness == Exactness::Astronomy);
        let rests_on_it = matches!(
            objection.status,
            Status::Wrong | Status::RefusedValid | Status::AcceptedInvalid
        );
        if is_model && rests_on_it {
            objection.status = Status::Disagreement;
        }
        objection
    }
}

impl Source {
    /// The status of an answer other than `known`, if the right one is known.
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
    fn a_model_of_the_sky_proves_nothing_wrong() {
        for (id, expected) in
            [("bahai", Status::Wrong), ("bahai-astronomical", Status::Disagreement)]
        {
            let calendar = calendars::by_id(id).unwrap();
            let source = Source { calendar, spec: spec::by_name(id).unwrap().unwrap() };
            let oracle =
                Oracle { rule: Some(source), authority: None, spec: None, published: None };
            assert_eq!(oracle.weighed(Objection::wrong("")).status, expected, "{id}");
            let crash = Objection::new(Status::Crash, "");
            assert_eq!(oracle.weighed(crash).status, Status::Crash, "{id}");
        }
    }
}
