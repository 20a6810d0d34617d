//! Whether enough was compared with the reference to call a calendar conforming.

use crate::claim::Claim;
use crate::oracle::Oracle;
use crate::outcome::CheckOutcome;
use crate::verdict::Status;

/// The checks that compare with the reference.
const AGREEMENT: &str = "calendar/agreement/";

/// The required share of compared cases within the reference's range, in twentieths.
const SHARE: u64 = 19;

/// Why too little was compared. `None` if enough was compared, if there is no reference for the
/// declared rule, or if no selected check compares.
pub(crate) fn shortfall(claim: &Claim, oracle: &Oracle, checks: &[CheckOutcome]) -> Option<String> {
    let reference = oracle.reference()?;
    let rule = crate::escape::line(&claim.rule);
    let checks = checks.iter().filter(|outcome| outcome.check.id.starts_with(AGREEMENT));
    let checks: Vec<&CheckOutcome> = checks.collect();
    if checks.is_empty() {
        return None;
    }
    let range = claim.range.zip(reference.range().ok());
    if range.is_some_and(|(declared, known)| declared.intersection(known).is_none()) {
        return Some(format!(
            "the declared range has no day in common with that of the reference for `{rule}`: are \
             its days Rata Die?"
        ));
    }
    if checks.iter().all(|outcome| outcome.planned == 0) {
        return Some(format!("nothing it answers was compared with the reference for `{rule}`"));
    }
    let nothing = checks.iter().find(|outcome| within(outcome) > 0 && compared(outcome) == 0);
    if let Some(outcome) = nothing {
        let why = likely_reason(&[outcome]);
        return Some(format!("nothing of {} was compared{why}", outcome.check.id));
    }
    let within: u64 = checks.iter().copied().map(within).sum();
    let compared: u64 = checks.iter().copied().map(compared).sum();
    if compared == 0 {
        let why = likely_reason(&checks);
        return Some(format!("nothing was compared with the reference for `{rule}`{why}"));
    }
    let is_short = u128::from(compared) * 20 < u128::from(within) * u128::from(SHARE);
    is_short.then(|| {
        let why = likely_reason(&checks);
        format!(
            "only {compared} of {within} cases were compared with the reference for `{rule}`{why}"
        )
    })
}

/// The number of cases for which the reference has an answer.
fn within(outcome: &CheckOutcome) -> u64 {
    outcome.planned.saturating_sub(count(outcome, Status::NotCompared))
}

/// The number of cases that were compared.
fn compared(outcome: &CheckOutcome) -> u64 {
    let not = count(outcome, Status::Unsupported) + outcome.lost();
    within(outcome).saturating_sub(not)
}

fn count(outcome: &CheckOutcome, status: Status) -> u64 {
    outcome.counts.get(&status).copied().unwrap_or_default()
}

/// The most frequent reason for missing comparisons, as the end of a sentence.
fn likely_reason(checks: &[&CheckOutcome]) -> String {
    let reasons = checks.iter().flat_map(|outcome| &outcome.unsupported);
    let most = reasons.max_by_key(|(_, count)| **count);
    most.map_or(String::new(), |(reason, count)| format!(", mostly since {reason} ({count} cases)"))
}
