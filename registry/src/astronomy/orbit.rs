//! The sun's longitude along the ecliptic, more precisely than in `sun`.
//!
//! Model: VSOP87 (Bretagnon and Francou, 1988) with the terms of Meeus's appendix III from
//! 0.00000010 radians up, aberration by chapter 25, and the four largest terms of nutation of
//! chapter 22. Error: about 1″ in this century and 2″ four centuries from it, from the precession
//! that the theory assumes; the sun covers 1″ in 25 seconds.

use super::{centuries, polynomial, sin};

/// Appendix III, Earth: amplitudes in 0.00000001 radians, phases, and rates per millennium.
#[rustfmt::skip]
const L0: [(f64, f64, f64); 64] = [
    (175347046.0, 0.0, 0.0),
    (3341656.0, 4.6692568, 6283.0758500),
    (34894.0, 4.62610, 12566.15170),
    (3497.0, 2.7441, 5753.3849),
    (3418.0, 2.8289, 3.5231),
    (3136.0, 3.6277, 77713.7715),
    (2676.0, 4.4181, 7860.4194),
    (2343.0, 6.1352, 3930.2097),
    (1324.0, 0.7425, 11506.7698),
    (1273.0, 2.0371, 529.6910),
    (1199.0, 1.1096, 1577.3435),
    (990.0, 5.233, 5884.927),
    (902.0, 2.045, 26.298),
    (857.0, 3.508, 398.149),
    (780.0, 1.179, 5223.694),
    (753.0, 2.533, 5507.553),
    (505.0, 4.583, 18849.228),
    (492.0, 4.205, 775.523),
    (357.0, 2.920, 0.067),
    (317.0, 5.849, 11790.629),
    (284.0, 1.899, 796.298),
    (271.0, 0.315, 10977.079),
    (243.0, 0.345, 5486.778),
    (206.0, 4.806, 2544.314),
    (205.0, 1.869, 5573.143),
    (202.0, 2.458, 6069.777),
    (156.0, 0.833, 213.299),
    (132.0, 3.411, 2942.463),
    (126.0, 1.083, 20.775),
    (115.0, 0.645, 0.980),
    (103.0, 0.636, 4694.003),
    (102.0, 0.976, 15720.839),
    (102.0, 4.267, 7.114),
    (99.0, 6.21, 2146.17),
    (98.0, 0.68, 155.42),
    (86.0, 5.98, 161000.69),
    (85.0, 1.30, 6275.96),
    (85.0, 3.67, 71430.70),
    (80.0, 1.81, 17260.15),
    (79.0, 3.04, 12036.46),
    (75.0, 1.76, 5088.63),
    (74.0, 3.50, 3154.69),
    (74.0, 4.68, 801.82),
    (70.0, 0.83, 9437.76),
    (62.0, 3.98, 8827.39),
    (61.0, 1.82, 7084.90),
    (57.0, 2.78, 6286.60),
    (56.0, 4.39, 14143.50),
    (56.0, 3.47, 6279.55),
    (52.0, 0.19, 12139.55),
    (52.0, 1.33, 1748.02),
    (51.0, 0.28, 5856.48),
    (49.0, 0.49, 1194.45),
    (41.0, 5.37, 8429.24),
    (41.0, 2.40, 19651.05),
    (39.0, 6.17, 10447.39),
    (37.0, 6.04, 10213.29),
    (37.0, 2.57, 1059.38),
    (36.0, 1.71, 2352.87),
    (36.0, 1.78, 6812.77),
    (33.0, 0.59, 17789.85),
    (30.0, 0.44, 83996.85),
    (30.0, 2.74, 1349.87),
    (25.0, 3.16, 4690.48),
];

/// The terms multiplied by the time in millennia.
#[rustfmt::skip]
const L1: [(f64, f64, f64); 29] = [
    (628331966747.0, 0.0, 0.0),
    (206059.0, 2.678235, 6283.075850),
    (4303.0, 2.6351, 12566.1517),
    (425.0, 1.590, 3.523),
    (119.0, 5.796, 26.298),
    (109.0, 2.966, 1577.344),
    (93.0, 2.59, 18849.23),
    (72.0, 1.14, 529.69),
    (68.0, 1.87, 398.15),
    (67.0, 4.41, 5507.55),
    (59.0, 2.89, 5223.69),
    (56.0, 2.17, 155.42),
    (45.0, 0.40, 796.30),
    (36.0, 0.47, 775.52),
    (29.0, 2.65, 7.11),
    (21.0, 5.34, 0.98),
    (19.0, 1.85, 5486.78),
    (19.0, 4.97, 213.30),
    (17.0, 2.99, 6275.96),
    (16.0, 0.03, 2544.31),
    (16.0, 1.43, 2146.17),
    (15.0, 1.21, 10977.08),
    (12.0, 2.83, 1748.02),
    (12.0, 3.26, 5088.63),
    (12.0, 5.27, 1194.45),
    (12.0, 2.08, 4694.00),
    (11.0, 0.77, 553.57),
    (10.0, 1.30, 6286.60),
    (10.0, 4.24, 1349.87),
];

/// The terms multiplied by its square.
#[rustfmt::skip]
const L2: [(f64, f64, f64); 7] = [
    (52919.0, 0.0, 0.0),
    (8720.0, 1.0721, 6283.0758),
    (309.0, 0.867, 12566.152),
    (27.0, 0.05, 3.52),
    (16.0, 5.19, 26.30),
    (16.0, 3.68, 155.42),
    (10.0, 0.76, 18849.23),
];

/// The terms multiplied by its cube.
#[rustfmt::skip]
const L3: [(f64, f64, f64); 3] = [
    (289.0, 5.844, 6283.076),
    (35.0, 0.0, 0.0),
    (17.0, 5.49, 12566.15),
];

/// The terms multiplied by its fourth power, of which only the constant is large enough.
const L4: f64 = -114.0;

/// How much nutation adds to longitudes, in degrees.
fn nutation(t: f64) -> f64 {
    let node = 125.04452 - 1934.136261 * t;
    let sun = 280.4665 + 36_000.7698 * t;
    let moon = 218.3165 + 481_267.8813 * t;
    let seconds = -17.20 * sin(node) - 1.32 * sin(2.0 * sun) - 0.23 * sin(2.0 * moon)
        + 0.21 * sin(2.0 * node);
    seconds / 3600.0
}

/// The sun's apparent longitude without nutation, in degrees; it keeps growing beyond 360°: 280 in
/// the first days of 2000, 640 a year later. A comparison with the moon's longitude needs no
/// nutation.
pub(super) fn longitude_of_date(tt: f64) -> f64 {
    let t = centuries(tt);
    let millennia = t / 10.0;
    let sum = |terms: &[(f64, f64, f64)]| -> f64 {
        terms.iter().map(|(size, phase, growth)| size * (phase + growth * millennia).cos()).sum()
    };
    let radians = polynomial(millennia, &[sum(&L0), sum(&L1), sum(&L2), sum(&L3), L4]);
    let anomaly = 357.52911 + 35_999.05029 * t;
    // (25.10), with a distance that allows for the eccentricity alone; and the rotation to the FK5,
    // (32.3).
    let aberration = -20.4955 * (1.0 + 0.0167 * super::cos(anomaly));
    (radians / 1e8).to_degrees() + 180.0 + (aberration - 0.09033) / 3600.0
}

/// The sun's apparent longitude, in degrees, counted in the same way.
pub(crate) fn longitude(tt: f64) -> f64 {
    longitude_of_date(tt) + nutation(centuries(tt))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Meeus, example 25.b: 13 October 1992 at 0 h TD, 199° 54′ 21.82″.
    #[test]
    fn the_sun_has_the_position_of_the_full_theory() {
        let published = 199.0 + 54.0 / 60.0 + 21.82 / 3600.0;
        let seconds = (longitude(727_484.0).rem_euclid(360.0) - published) * 3600.0;
        assert!(seconds.abs() < 1.0, "{seconds}");
    }

    /// Meeus, table 27.E: solstices by the full theory, in terrestrial time.
    #[test]
    fn solstices_are_at_the_published_times() {
        // RD of 21 December, and the time.
        for (day, hour, minute) in [
            (729_014, 14.0, 6.5),  // 1996
            (729_379, 20.0, 7.9),  // 1997
            (730_475, 13.0, 38.2), // 2000
        ] {
            let published = f64::from(day) + (hour + minute / 60.0) / 24.0;
            let seconds =
                ((longitude(published) - 270.0 + 180.0).rem_euclid(360.0) - 180.0) * 3600.0;
            // The sun covers 2.5″ in a minute.
            assert!(seconds.abs() < 2.0, "{day}: {seconds}");
        }
    }
}
