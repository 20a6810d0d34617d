//! The verdict on one case.

use std::fmt;

/// The result of judging a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// The expected answer or refusal.
    Pass,
    /// An answer other than the one by the definition, the table or the subject's own rule.
    Wrong,
    /// An answer by the subject's declared rule, which differs from the calendar's authority.
    Departs,
    /// Another answer, where no authority can be called right.
    Disagreement,
    /// An answer to impossible input.
    AcceptedInvalid,
    /// A refusal of valid input.
    RefusedValid,
    /// A refusal for a reason that does not apply.
    WrongRefusal,
    /// The subject does not declare that it answers this.
    Unsupported,
    /// Answered, with nothing to compare the answer with.
    NotCompared,
    /// The subject crashed.
    Crash,
    /// No answer within the deadline, even alone and with four times the time.
    Hang,
    /// The subject violated the protocol.
    Garbage,
    /// Planned and never resolved: an error of the run.
    Lost,
}

impl Status {
    /// All statuses, with name and meaning.
    pub const ALL: [(Status, &'static str, &'static str); 13] = [
        (Status::Pass, "pass", "the expected answer or refusal"),
        (
            Status::Wrong,
            "wrong",
            "an answer that differs from the definition, the table or the subject's own declared \
             rule",
        ),
        (
            Status::Departs,
            "departs",
            "an answer by the subject's declared rule, which differs from the calendar's \
             authority; it never fails a run",
        ),
        (
            Status::Disagreement,
            "disagreement",
            "a different answer where no authority can be called right; it never fails a run",
        ),
        (Status::AcceptedInvalid, "accepted-invalid", "an answer to something impossible"),
        (
            Status::RefusedValid,
            "refused-valid",
            "a refusal of something valid, inside the range that the subject declares",
        ),
        (Status::WrongRefusal, "wrong-refusal", "a refusal with a reason that does not apply"),
        (
            Status::Unsupported,
            "unsupported",
            "not promised and not answered; never a pass and never a failure",
        ),
        (
            Status::NotCompared,
            "not-compared",
            "nothing to compare the answer with; never a pass and never a failure",
        ),
        (Status::Crash, "crash", "the subject crashed (in process: it panicked)"),
        (Status::Hang, "hang", "no answer, even alone and with four times the time"),
        (Status::Garbage, "garbage", "the subject broke the protocol"),
        (Status::Lost, "lost", "planned and never resolved: an error of the run"),
    ];

    /// Its name in reports and lists of known failures.
    pub fn name(self) -> &'static str {
        Status::ALL.iter().find(|(status, ..)| *status == self).map_or("unknown", |row| row.1)
    }

    /// The status with this name.
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// Whether nothing was judged, without blame. Such verdicts are counted by reason, and no case
    /// is shown.
    pub const fn is_unjudged(self) -> bool {
        matches!(self, Status::Unsupported | Status::NotCompared)
    }

    /// Whether it makes a subject fail.
    pub const fn fails(self) -> bool {
        !matches!(
            self,
            Status::Pass
                | Status::Departs
                | Status::Disagreement
                | Status::Unsupported
                | Status::NotCompared
                | Status::Lost
        )
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Why a subject fails a case, or why a check cannot judge it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Objection {
    /// The status; never `Pass`.
    pub status: Status,
    /// The reason: a sentence without a full stop, escaped.
    pub why: String,
    /// The authority: the definition, the table or the law.
    pub authority: Option<String>,
}

impl Objection {
    /// An objection without an authority beyond the check's own claim.
    pub fn new(status: Status, why: impl Into<String>) -> Box<Objection> {
        Box::new(Objection { status, why: why.into(), authority: None })
    }

    /// The answer could not be compared, for this reason.
    pub fn not_compared(why: impl Into<String>) -> Box<Objection> {
        Objection::new(Status::NotCompared, why)
    }

    /// The subject does not declare that it answers this, for this reason.
    pub fn unsupported(why: impl Into<String>) -> Box<Objection> {
        Objection::new(Status::Unsupported, why)
    }

    /// The answer is wrong, for this reason.
    pub fn wrong(why: impl Into<String>) -> Box<Objection> {
        Objection::new(Status::Wrong, why)
    }

    /// The same objection, with its authority.
    #[must_use]
    pub fn by(mut self: Box<Self>, authority: impl Into<String>) -> Box<Objection> {
        self.authority = Some(authority.into());
        self
    }
}

/// The judgement of a check on a case: `Ok` if it passed, otherwise the objection.
pub type Verdict = Result<(), Box<Objection>>;

/// Objects, with the status *wrong*, unless the condition holds.
pub fn ensure(condition: bool, why: impl FnOnce() -> String) -> Verdict {
    if condition { Ok(()) } else { Err(Objection::wrong(why())) }
}
