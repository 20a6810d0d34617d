//! The work of calproof's fuzz targets, one function per target, and the faults planted to prove
//! its checks, each with a benign twin on which every check is silent.
//!
//! Only for calproof's own crates: nothing here is stable.
//!
//! The modules, each knowing only those before it: `faults` → `score`, `targets`.

#[doc(hidden)]
pub mod faults;
#[doc(hidden)]
pub mod score;
#[doc(hidden)]
pub mod targets;
