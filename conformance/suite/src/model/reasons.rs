//! Reasons for refusals by a registry.

use std::ops::{BitOr, BitOrAssign};

use calproof_registry::RegistryRefusal;

/// The reason of a refusal, without details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegistryReason {
    NotFound,
    Taken,
    SameCalendar,
    BadName,
    Protected,
    Closed,
    Gone,
    Populating,
    Failed,
}

/// A set of reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reasons(u16);

impl RegistryReason {
    /// All reasons, in words.
    const ALL: [(RegistryReason, &'static str); 9] = [
        (RegistryReason::NotFound, "not found"),
        (RegistryReason::Taken, "taken"),
        (RegistryReason::SameCalendar, "the same calendar"),
        (RegistryReason::BadName, "bad name"),
        (RegistryReason::Protected, "protected"),
        (RegistryReason::Closed, "closed"),
        (RegistryReason::Gone, "gone"),
        (RegistryReason::Populating, "populating"),
        (RegistryReason::Failed, "failed"),
    ];

    /// The reason of the refusal; `None` if it has none.
    pub fn of(refusal: &RegistryRefusal) -> Option<RegistryReason> {
        Some(match refusal {
            RegistryRefusal::NotFound => RegistryReason::NotFound,
            RegistryRefusal::Taken { .. } => RegistryReason::Taken,
            RegistryRefusal::SameCalendar { .. } => RegistryReason::SameCalendar,
            RegistryRefusal::BadName { .. } => RegistryReason::BadName,
            RegistryRefusal::Protected => RegistryReason::Protected,
            RegistryRefusal::Closed => RegistryReason::Closed,
            RegistryRefusal::Gone => RegistryReason::Gone,
            RegistryRefusal::Populating => RegistryReason::Populating,
            RegistryRefusal::Failed { .. } => RegistryReason::Failed,
            _ => return None,
        })
    }
}

impl Reasons {
    /// The empty set.
    pub const NONE: Reasons = Reasons(0);

    /// The set of these reasons.
    pub const fn of(reasons: &[RegistryReason]) -> Reasons {
        let (mut all, mut place) = (0, 0);
        // `for` loops are not allowed in `const fn`.
        while place < reasons.len() {
            all |= 1 << reasons[place] as u16;
            place += 1;
        }
        Reasons(all)
    }

    /// Whether the set contains the reason.
    pub const fn has(self, reason: RegistryReason) -> bool {
        self.0 & (1 << reason as u16) != 0
    }

    /// The reasons in words.
    pub fn words(self) -> Vec<&'static str> {
        let all = RegistryReason::ALL.into_iter();
        all.filter(|(reason, _)| self.has(*reason)).map(|(_, words)| words).collect()
    }
}

impl From<RegistryReason> for Reasons {
    fn from(reason: RegistryReason) -> Reasons {
        Reasons::of(&[reason])
    }
}

impl BitOr for Reasons {
    type Output = Reasons;

    fn bitor(self, others: Reasons) -> Reasons {
        Reasons(self.0 | others.0)
    }
}

impl BitOrAssign for Reasons {
    fn bitor_assign(&mut self, others: Reasons) {
        *self = *self | others;
    }
}
