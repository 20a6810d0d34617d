//! The checks on registries, a file a group. Each is a function that plans its programs, for what a
//! registry claims, and says how their histories are judged.

pub mod naming;
