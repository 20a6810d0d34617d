//! The judgement on one case.

use std::fmt;

/// What a judgement comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Status {
    /// As it was promised.
    Pass,
    /// Another answer than the definition, the table or the subject's own rule gives.
    Wrong,
    /// An answer by the subject's declared rule, which differs from the calendar's authority.
    Departs,
    /// Another answer where no authority can be called right.
    Disagreement,
    /// An answer to something impossible.
    AcceptedInvalid,
    /// A refusal of something valid.
    RefusedValid,
    /// A refusal for a reason that does not hold.
    WrongRefusal,
    /// The subject does not claim to answer this.
    Unsupported,
    /// Answered, and nobody has anything to compare the answer with.
    NotCompared,
    /// The subject died.
    Crash,
    /// The subject gave no answer, even alone and with four times the time.
    Hang,
    /// The subject broke the protocol.
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
        (Status::Crash, "crash", "the subject died; in process: it panicked"),
        (Status::Hang, "hang", "no answer, even alone and with four times the time"),
        (Status::Garbage, "garbage", "the subject broke the protocol"),
        (Status::Lost, "lost", "planned and never resolved: an error of the run"),
    ];

    /// Its name, as reports and known failures spell it.
    pub fn name(self) -> &'static str {
        Status::ALL.iter().find(|(status, ..)| *status == self).map_or("unknown", |row| row.1)
    }

    /// The status of this name.
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.iter().find(|row| row.1 == name).map(|row| row.0)
    }

    /// Whether nothing was judged, without blame: why is counted by reason, and no case is shown.
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

/// What speaks against a subject, or keeps a check from judging.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Objection {
    /// What it comes to; never `Pass`.
    pub status: Status,
    /// The reason, in a sentence without a full stop. Escaped.
    pub why: String,
    /// Who says so: the definition, the table or the law.
    pub authority: Option<String>,
}

impl Objection {
    /// An objection without an authority beyond the check's own claim.
    pub fn new(status: Status, why: impl Into<String>) -> Box<Objection> {
        Box::new(Objection { status, why: why.into(), authority: None })
    }

    /// What cannot be compared with anything, and why.
    pub fn not_compared(why: impl Into<String>) -> Box<Objection> {
        Objection::new(Status::NotCompared, why)
    }

    /// What the subject does not claim to answer, and why.
    pub fn unsupported(why: impl Into<String>) -> Box<Objection> {
        Objection::new(Status::Unsupported, why)
    }

    /// An answer that is not the right one.
    pub fn wrong(why: impl Into<String>) -> Box<Objection> {
        Objection::new(Status::Wrong, why)
    }

    /// The same, with who says so.
    #[must_use]
    pub fn by(mut self: Box<Self>, authority: impl Into<String>) -> Box<Objection> {
        self.authority = Some(authority.into());
        self
    }
}

/// The judgement of a check on a case: nothing to object to, or an objection.
pub type Verdict = Result<(), Box<Objection>>;

/// Objects, with the status *wrong*, unless the condition holds.
pub fn ensure(condition: bool, why: impl FnOnce() -> String) -> Verdict {
    if condition { Ok(()) } else { Err(Objection::wrong(why())) }
}
