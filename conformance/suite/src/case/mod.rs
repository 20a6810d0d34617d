//! Inputs of checks: their kinds, and the plans that choose them. No subject is asked here.

pub mod boundary;
pub mod bytes;
pub mod edges;
pub mod inputs;
pub mod mutation;
pub mod plan;
pub mod strategy;

pub use inputs::{Extent, Input};
