//! The weaknesses that checks detect, and the classes above them.
//!
//! Source: MITRE, Common Weakness Enumeration 4.9, view 1000 (Research Concepts): names, and the
//! relation `ChildOf`.

/// A weakness of the CWE.
#[non_exhaustive]
pub struct Weakness {
    /// Its number.
    pub number: u16,
    /// Its name.
    pub name: &'static str,
    /// The numbers of the classes directly above it; none if it is a pillar.
    pub parents: &'static [u16],
}

impl Weakness {
    const fn new(number: u16, name: &'static str, parents: &'static [u16]) -> Weakness {
        Weakness { number, name, parents }
    }
}

/// All of them, and the ten pillars, by number.
pub static ALL: [Weakness; 73] = [
    Weakness::new(20, "Improper Input Validation", &[707]),
    Weakness::new(
        74,
        "Improper Neutralization of Special Elements in Output Used by a Downstream Component",
        &[707],
    ),
    Weakness::new(99, "Improper Control of Resource Identifiers", &[74]),
    Weakness::new(118, "Incorrect Access of Indexable Resource", &[664]),
    Weakness::new(
        119,
        "Improper Restriction of Operations within the Bounds of a Memory Buffer",
        &[118],
    ),
    Weakness::new(128, "Wrap-around Error", &[682]),
    Weakness::new(129, "Improper Validation of Array Index", &[1285]),
    Weakness::new(130, "Improper Handling of Length Parameter Inconsistency", &[240]),
    Weakness::new(138, "Improper Neutralization of Special Elements", &[707]),
    Weakness::new(158, "Improper Neutralization of Null Byte or NUL Character", &[138]),
    Weakness::new(170, "Improper Null Termination", &[707]),
    Weakness::new(172, "Encoding Error", &[707]),
    Weakness::new(176, "Improper Handling of Unicode Encoding", &[172]),
    Weakness::new(178, "Improper Handling of Case Sensitivity", &[706]),
    Weakness::new(187, "Partial String Comparison", &[1023]),
    Weakness::new(190, "Integer Overflow or Wraparound", &[682]),
    Weakness::new(191, "Integer Underflow (Wrap or Wraparound)", &[682]),
    Weakness::new(193, "Off-by-one Error", &[682]),
    Weakness::new(228, "Improper Handling of Syntactically Invalid Structure", &[703, 707]),
    Weakness::new(237, "Improper Handling of Structural Elements", &[228]),
    Weakness::new(240, "Improper Handling of Inconsistent Structural Elements", &[237, 707]),
    Weakness::new(248, "Uncaught Exception", &[705, 755]),
    Weakness::new(284, "Improper Access Control", &[]),
    Weakness::new(
        362,
        "Concurrent Execution using Shared Resource with Improper Synchronization",
        &[691],
    ),
    Weakness::new(366, "Race Condition within a Thread", &[362]),
    Weakness::new(367, "Time-of-check Time-of-use (TOCTOU) Race Condition", &[362]),
    Weakness::new(400, "Uncontrolled Resource Consumption", &[664]),
    Weakness::new(401, "Missing Release of Memory after Effective Lifetime", &[772]),
    Weakness::new(404, "Improper Resource Shutdown or Release", &[664]),
    Weakness::new(405, "Asymmetric Resource Consumption", &[400]),
    Weakness::new(407, "Inefficient Algorithmic Complexity", &[405]),
    Weakness::new(415, "Double Free", &[666, 825, 1341]),
    Weakness::new(416, "Use After Free", &[825]),
    Weakness::new(435, "Improper Interaction Between Multiple Correctly-Behaving Entities", &[]),
    Weakness::new(436, "Interpretation Conflict", &[435]),
    Weakness::new(459, "Incomplete Cleanup", &[404]),
    Weakness::new(460, "Improper Cleanup on Thrown Exception", &[459, 755]),
    Weakness::new(474, "Use of Function with Inconsistent Implementations", &[758]),
    Weakness::new(
        543,
        "Use of Singleton Pattern Without Synchronization in a Multithreaded Context",
        &[820],
    ),
    Weakness::new(573, "Improper Following of Specification by Caller", &[710]),
    Weakness::new(662, "Improper Synchronization", &[664, 691]),
    Weakness::new(664, "Improper Control of a Resource Through its Lifetime", &[]),
    Weakness::new(665, "Improper Initialization", &[664]),
    Weakness::new(666, "Operation on Resource in Wrong Phase of Lifetime", &[664]),
    Weakness::new(667, "Improper Locking", &[662]),
    Weakness::new(672, "Operation on a Resource after Expiration or Release", &[666]),
    Weakness::new(675, "Multiple Operations on Resource in Single-Operation Context", &[573]),
    Weakness::new(681, "Incorrect Conversion between Numeric Types", &[704]),
    Weakness::new(682, "Incorrect Calculation", &[]),
    Weakness::new(684, "Incorrect Provision of Specified Functionality", &[710]),
    Weakness::new(691, "Insufficient Control Flow Management", &[]),
    Weakness::new(693, "Protection Mechanism Failure", &[]),
    Weakness::new(694, "Use of Multiple Resources with Duplicate Identifier", &[99, 573]),
    Weakness::new(696, "Incorrect Behavior Order", &[691]),
    Weakness::new(697, "Incorrect Comparison", &[]),
    Weakness::new(703, "Improper Check or Handling of Exceptional Conditions", &[]),
    Weakness::new(704, "Incorrect Type Conversion or Cast", &[664]),
    Weakness::new(705, "Incorrect Control Flow Scoping", &[691]),
    Weakness::new(706, "Use of Incorrectly-Resolved Name or Reference", &[664]),
    Weakness::new(707, "Improper Neutralization", &[]),
    Weakness::new(710, "Improper Adherence to Coding Standards", &[]),
    Weakness::new(754, "Improper Check for Unusual or Exceptional Conditions", &[703]),
    Weakness::new(755, "Improper Handling of Exceptional Conditions", &[703]),
    Weakness::new(
        758,
        "Reliance on Undefined, Unspecified, or Implementation-Defined Behavior",
        &[710],
    ),
    Weakness::new(764, "Multiple Locks of a Critical Resource", &[667, 675]),
    Weakness::new(772, "Missing Release of Resource after Effective Lifetime", &[404]),
    Weakness::new(820, "Missing Synchronization", &[662]),
    Weakness::new(825, "Expired Pointer Dereference", &[119, 672]),
    Weakness::new(833, "Deadlock", &[667]),
    Weakness::new(1023, "Incomplete Comparison with Missing Factors", &[697]),
    Weakness::new(
        1285,
        "Improper Validation of Specified Index, Position, or Offset in Input",
        &[20],
    ),
    Weakness::new(1286, "Improper Validation of Syntactic Correctness of Input", &[20]),
    Weakness::new(1341, "Multiple Releases of Same Resource or Handle", &[675]),
];

/// The weaknesses that some check names itself; classes that only contain such weaknesses are left
/// out.
pub fn of_checks() -> impl Iterator<Item = &'static Weakness> {
    ALL.iter().filter(|it| super::ALL.iter().any(|check| check.weaknesses.contains(&it.number)))
}

/// The weakness with this number.
pub fn by_number(number: u16) -> Option<&'static Weakness> {
    ALL.iter().find(|weakness| weakness.number == number)
}

/// The name of a weakness.
pub fn name(number: u16) -> &'static str {
    by_number(number).map_or("", |weakness| weakness.name)
}

/// Whether the weakness is this class or lies below it.
pub fn is_within(number: u16, class: u16) -> bool {
    let parents = by_number(number).map_or(&[][..], |weakness| weakness.parents);
    number == class || parents.iter().any(|parent| is_within(*parent, class))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::check;

    #[test]
    fn the_list_has_the_weaknesses_of_checks_and_their_classes_only() {
        let checks = check::ALL.iter().flat_map(|check| check.weaknesses);
        let expected: BTreeSet<u16> = checks.copied().collect();
        assert!(ALL.is_sorted_by(|one, other| one.number < other.number));
        for number in &expected {
            assert!(by_number(*number).is_some(), "CWE-{number} is missing");
        }
        for Weakness { number, parents, .. } in &ALL {
            assert!(parents.iter().all(|parent| by_number(*parent).is_some()), "above {number}");
            let is_above = expected.iter().any(|below| is_within(*below, *number));
            assert!(is_above || parents.is_empty(), "no check is about CWE-{number}");
        }
    }

    #[test]
    fn a_weakness_is_within_all_classes_above_it() {
        assert!(is_within(416, 416) && is_within(416, 825) && is_within(416, 664));
        assert!(is_within(667, 664) && is_within(667, 691));
        assert!(!is_within(664, 416) && !is_within(190, 664) && !is_within(1, 664));
    }
}
