//! What calproof's fuzz targets do, one function a target, and the faults that are planted to prove
//! its checks, each with a benign twin on which every check is silent.
//!
//! For calproof's own crates: nothing here is promised to stay.
//!
//! The modules, each knowing only those before it: `faults` → `score`, `targets`.

#[doc(hidden)]
pub mod faults;
#[doc(hidden)]
pub mod score;
#[doc(hidden)]
pub mod targets;
