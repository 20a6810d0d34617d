//! The event log of fuzzing: a line for each finding, written when it is found, so that who is
//! stopped loses nothing. Findings are spelled as a run spells them, with the signature and the
//! first case beside.

use std::io::{self, Write};

use calproof::report::again;
use serde::Serialize;

use crate::fuzz::{Found, Fuzzed};

/// The version of the log's format.
pub const FORMAT: u32 = 1;

#[derive(Serialize)]
#[serde(tag = "event", rename_all = "kebab-case")]
enum Event<'a> {
    Fuzz {
        format: u32,
        calproof: &'a str,
        subject: &'a str,
        version: &'a str,
        seed: u64,
    },
    Finding {
        id: String,
        subject: &'a str,
        signature: String,
        status: &'a str,
        case: String,
        first: String,
        why: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        authority: Option<&'a str>,
        talk: &'a [(String, String)],
        #[serde(skip_serializing_if = "Option::is_none")]
        known: Option<&'a str>,
        again: String,
    },
    End {
        cases: u64,
        stopped: &'a str,
        outcome: u8,
    },
}

/// A log that is written as things happen.
pub struct Log<'a> {
    /// Where it goes.
    pub out: &'a mut dyn Write,
    /// The subject's name in commands, and what stands behind them.
    pub origin: &'a (String, String),
}

impl Log<'_> {
    /// The first line.
    pub fn begin(&mut self, version: &str, seed: u64) -> io::Result<()> {
        let calproof = env!("CARGO_PKG_VERSION");
        let subject = &self.origin.0.clone();
        self.line(&Event::Fuzz { format: FORMAT, calproof, subject, version, seed })
    }

    /// What was found.
    pub fn found(&mut self, found: &Found) -> io::Result<()> {
        let finding = &found.simplest;
        let subject = &self.origin.0.clone();
        let event = Event::Finding {
            id: finding.case.id(),
            subject,
            signature: found.signature.to_string(),
            status: finding.status.name(),
            case: finding.case.to_toml(),
            first: found.first.to_toml(),
            why: &finding.objection.why,
            authority: finding.objection.authority.as_deref(),
            talk: &finding.transcript,
            known: found.known.as_deref(),
            again: again(self.origin, finding),
        };
        self.line(&event)
    }

    /// The last line.
    pub fn end(&mut self, fuzzed: &Fuzzed) -> io::Result<()> {
        let (cases, outcome) = (fuzzed.cases, fuzzed.outcome() as u8);
        self.line(&Event::End { cases, stopped: &fuzzed.stopped, outcome })
    }

    fn line(&mut self, event: &Event<'_>) -> io::Result<()> {
        let mut line = serde_json::to_vec(event)?;
        line.push(b'\n');
        self.out.write_all(&line)?;
        self.out.flush()
    }
}
