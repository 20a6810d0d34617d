//! The astronomy that calendars need. Everything here is a model: each file states which one, how
//! large its error is and how fast the error grows.
//!
//! Moments are days with fractions: RD, so that day 1 begins at the moment 1.0. `tt` is terrestrial
//! time, which runs evenly; `ut` is universal time, which follows the rotation of the Earth.
//! Locations are in degrees, positive to the east and north.
//!
//! Source, where no other is given: J. Meeus, *Astronomical Algorithms*, 2nd ed. (1998).

#![expect(clippy::inconsistent_digit_grouping, reason = "the sources print them so")]
#![expect(clippy::cast_precision_loss, reason = "days and years are few against 2^53")]

pub(crate) mod earth;
pub(crate) mod moon;
pub(crate) mod orbit;
pub(crate) mod sun;

/// The moment J2000.0: 1 January 2000 at noon.
const J2000: f64 = 730_120.5;

/// Julian centuries from J2000.0 to this moment.
fn centuries(tt: f64) -> f64 {
    (tt - J2000) / 36_525.0
}

/// The value of a polynomial, with its coefficients from the lowest power up.
fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

fn sin(degrees: f64) -> f64 {
    degrees.to_radians().sin()
}

fn cos(degrees: f64) -> f64 {
    degrees.to_radians().cos()
}
