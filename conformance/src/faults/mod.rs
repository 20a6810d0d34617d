//! Faults planted to prove the checks.

/// A planted fault.
pub struct Fault {
    /// Name.
    pub name: &'static str,
    /// About.
    pub about: &'static str,
    /// Checks.
    pub caught_by: &'static [&'static str],
    /// Twin.
    pub twin: &'static str,
}

/// All.
pub static ALL: &[Fault] = &[];
