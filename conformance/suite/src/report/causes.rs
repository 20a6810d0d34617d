//! Groups the failures of a subject by probable cause, so that each cause is reported once.

use crate::claim::REGISTRY;
use crate::outcome::{Finding, SubjectOutcome};
use crate::signature::Signature;

/// Failures that probably have one cause: the same question or registry call has the same status at
/// the same kind of boundary, in any checks and in calendars with the same rule.
pub(super) struct Cause<'a> {
    /// The failure with the smallest case.
    pub(super) first: &'a Finding,
    /// The others.
    pub(super) others: Vec<&'a Finding>,
}

/// The failures of the subject's calendars and registry that no known failure excuses, by cause, in
/// the order in which they were found.
pub(super) fn causes(subject: &SubjectOutcome) -> Vec<Cause<'_>> {
    let mut causes: Vec<(Key<'_>, Cause<'_>)> = Vec::new();
    for (place, calendar) in subject.calendars.iter().enumerate() {
        let findings = calendar.checks.iter().flat_map(|check| &check.findings);
        for finding in findings.filter(|finding| subject.excuse(place, finding).is_none()) {
            let key = Key::of(&calendar.claim.rule, finding);
            match causes.iter_mut().find(|(other, _)| *other == key) {
                Some((_, cause)) => cause.add(finding),
                None => causes.push((key, Cause { first: finding, others: Vec::new() })),
            }
        }
    }
    causes.into_iter().map(|(_, cause)| cause).collect()
}

impl<'a> Cause<'a> {
    fn add(&mut self, finding: &'a Finding) {
        let is_smaller = finding.case.input.size() < self.first.case.input.size();
        let other = if is_smaller { std::mem::replace(&mut self.first, finding) } else { finding };
        self.others.push(other);
    }
}

/// What failures of one cause have in common.
#[derive(PartialEq)]
struct Key<'a> {
    rule: &'a str,
    /// The signature, without check and calendar.
    signature: Signature,
}

impl<'a> Key<'a> {
    fn of(rule: &'a str, finding: &Finding) -> Key<'a> {
        let mut signature = finding.signature();
        signature.check = "";
        signature.calendar.clear();
        let rule = if finding.case.calendar == REGISTRY { REGISTRY } else { rule };
        Key { rule, signature }
    }
}
