//! Numbers and rows for tests of inputs of any kind.

use std::fmt;

use proptest::prelude::*;

use crate::spec::{self, Spec};

/// Small numbers, and any number.
pub fn number() -> BoxedStrategy<i64> {
    prop_oneof![-3..=3i64, any::<i64>()].boxed()
}

pub fn spec(id: &str) -> &'static Spec {
    spec::by_name(id).unwrap().unwrap()
}

/// One of the rows. Of rows with the same key, the first, since that is the one that is read back.
pub fn row<R: Clone + fmt::Debug + 'static, K: PartialEq>(
    rows: &[R],
    key: fn(&R) -> K,
) -> BoxedStrategy<R> {
    let mut first: Vec<R> = Vec::new();
    for row in rows {
        if first.iter().all(|other| key(other) != key(row)) {
            first.push(row.clone());
        }
    }
    prop::sample::select(first).boxed()
}
