//! What checks are given, and which of it: kinds of inputs, and the plans by which they are chosen.
//! Nobody is asked here.

pub mod boundary;
pub mod bytes;
pub mod edges;
pub mod inputs;
pub mod mutation;
pub mod plan;
pub mod strategy;

pub use inputs::{Extent, Input};
