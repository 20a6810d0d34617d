//! The weaknesses against which checks stand, with the names that the CWE gives them.

/// Number and name.
pub(crate) const NAMES: [(u16, &str); 48] = [
    (20, "Improper Input Validation"),
    (128, "Wrap-around Error"),
    (129, "Improper Validation of Array Index"),
    (130, "Improper Handling of Length Parameter Inconsistency"),
    (158, "Improper Neutralization of Null Byte or NUL Character"),
    (170, "Improper Null Termination"),
    (176, "Improper Handling of Unicode Encoding"),
    (178, "Improper Handling of Case Sensitivity"),
    (187, "Partial String Comparison"),
    (190, "Integer Overflow or Wraparound"),
    (191, "Integer Underflow (Wrap or Wraparound)"),
    (193, "Off-by-one Error"),
    (248, "Uncaught Exception"),
    (284, "Improper Access Control"),
    (362, "Concurrent Execution using Shared Resource with Improper Synchronization"),
    (366, "Race Condition within a Thread"),
    (367, "Time-of-check Time-of-use (TOCTOU) Race Condition"),
    (401, "Missing Release of Memory after Effective Lifetime"),
    (407, "Inefficient Algorithmic Complexity"),
    (415, "Double Free"),
    (416, "Use After Free"),
    (436, "Interpretation Conflict"),
    (459, "Incomplete Cleanup"),
    (460, "Improper Cleanup on Thrown Exception"),
    (474, "Use of Function with Inconsistent Implementations"),
    (543, "Use of Singleton Pattern Without Synchronization in a Multithreaded Context"),
    (573, "Improper Following of Specification by Caller"),
    (662, "Improper Synchronization"),
    (664, "Improper Control of a Resource Through its Lifetime"),
    (665, "Improper Initialization"),
    (667, "Improper Locking"),
    (672, "Operation on a Resource after Expiration or Release"),
    (675, "Multiple Operations on Resource in Single-Operation Context"),
    (681, "Incorrect Conversion between Numeric Types"),
    (682, "Incorrect Calculation"),
    (684, "Incorrect Provision of Specified Functionality"),
    (694, "Use of Multiple Resources with Duplicate Identifier"),
    (696, "Incorrect Behavior Order"),
    (697, "Incorrect Comparison"),
    (754, "Improper Check for Unusual or Exceptional Conditions"),
    (755, "Improper Handling of Exceptional Conditions"),
    (764, "Multiple Locks of a Critical Resource"),
    (772, "Missing Release of Resource after Effective Lifetime"),
    (820, "Missing Synchronization"),
    (825, "Expired Pointer Dereference"),
    (833, "Deadlock"),
    (1286, "Improper Validation of Syntactic Correctness of Input"),
    (1341, "Multiple Releases of Same Resource or Handle"),
];

/// The name of a weakness.
pub(crate) fn name(number: u16) -> &'static str {
    NAMES.iter().find(|(it, _)| *it == number).map_or("", |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_weakness_of_a_check_has_a_name_and_no_other() {
        let checks = calproof::check::ALL.iter();
        let due: BTreeSet<u16> = checks.flat_map(|check| check.weaknesses).copied().collect();
        assert_eq!(
            NAMES.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
            Vec::from_iter(due)
        );
    }
}
