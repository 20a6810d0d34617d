//! Inputs that are programs of registry calls.

mod bytes;
mod mutation;
#[cfg(test)]
mod tests;

use std::fmt;

use super::{Extent, InputKind};
use crate::case::boundary::Boundary;
use crate::case::bytes::Reader;
use crate::case::plan::Plan;
use crate::program::Program;
use crate::shape::Shape;
use crate::spec::Spec;

pub use mutation::changed;

/// The programs that the check itself plans from a registry's claim.
pub static CALLS: Plan<Program> =
    Plan::new("programs of calls of a fresh registry", |_| Vec::new(), |_, _| false);

/// Parses the program in the canonical TOML of a case.
pub fn read_toml(toml: &str) -> Result<Program, String> {
    let json = toml.split_once("program = '''").map_or("", |(_, json)| json);
    Program::read(json.trim_end().trim_end_matches('\''))
}

impl Boundary {
    /// The edge that a program of calls is near.
    pub fn of_program(program: &Program) -> Boundary {
        if program.threads.len() > 1 {
            Boundary::Threads
        } else if program.backends.iter().any(|backend| !backend.behaviour.is_plain()) {
            Boundary::Behaviour
        } else {
            Boundary::Ordinary
        }
    }
}

impl InputKind for Program {
    const KEY: &'static str = "program";
    const OF_REGISTRIES: bool = true;
    const NUMBER: Option<u8> = Some(6);

    type Given<'a> = &'a Program;

    fn given(&self) -> &Program {
        self
    }

    fn spell(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }

    fn read(_: Option<&Spec>, text: &str) -> Result<Program, String> {
        Program::read(text)
    }

    /// A literal string, since JSON contains double quotes and, here, no line breaks. Whatever may
    /// not stand between three apostrophes is escaped in the JSON.
    fn toml(json: &str) -> String {
        let plain = json.replace('\u{7f}', "\\u007f").replace("'''", "''\\u0027");
        format!("'''{plain}'''")
    }

    fn size(&self) -> (u64, u64) {
        (self.calls().count() as u64, 0)
    }

    fn extent(&self) -> Extent {
        Extent::Case
    }

    fn boundary(&self, _: Option<&Shape<'_>>) -> Boundary {
        Boundary::of_program(self)
    }

    fn is_within(&self, _: &Shape<'_>) -> bool {
        true
    }

    fn read_bytes(reader: &mut Reader<'_>) -> Option<Program> {
        bytes::read(reader)
    }

    fn write_bytes(&self, bytes: &mut Vec<u8>) -> Option<()> {
        bytes::write(self, bytes)
    }

    #[cfg(test)]
    fn any() -> proptest::strategy::BoxedStrategy<Program> {
        tests::any()
    }
}
