//! The sun: equinoxes, noon and sunset.
//!
//! Model: chapter 27 for equinoxes (mean equinox and 24 terms), chapter 25 for the position of the
//! sun (its method of 0.01° accuracy), chapters 15 and 28 for sunset and the equation of time.
//! Error: an equinox is right to a minute of terrestrial time from −1000 to 3000, the position of
//! the sun to 0.01°; so a sunset to some seconds if refraction has its average value (34′), and to
//! minutes otherwise. The error of `earth` is added to these, and soon outweighs them.

use super::earth::{terrestrial, universal};
use super::{centuries, cos, polynomial, sin};

/// One of the two equinoxes of a year.
#[derive(Clone, Copy)]
pub(crate) enum Equinox {
    March,
    September,
}

/// Table 27.A: mean equinoxes from −1000 to 1000, in days from JD 0, by millennia from the year 0.
const MARCH_OLD: [f64; 5] = [1_721_139.29189, 365_242.13740, 0.06134, 0.00111, -0.00071];
const SEPTEMBER_OLD: [f64; 5] = [1_721_325.70455, 365_242.49558, -0.11677, -0.00297, 0.00074];
/// Table 27.B: the same from 1000 to 3000, by millennia from the year 2000.
const MARCH: [f64; 5] = [2_451_623.80984, 365_242.37404, 0.05169, -0.00411, -0.00057];
const SEPTEMBER: [f64; 5] = [2_451_810.21715, 365_242.01767, -0.11575, 0.00337, 0.00078];

/// Table 27.C: amplitudes in 0.00001 days, and the angle with its rate per century.
const TERMS: [(f64, f64, f64); 24] = [
    (485.0, 324.96, 1934.136),
    (203.0, 337.23, 32964.467),
    (199.0, 342.08, 20.186),
    (182.0, 27.85, 445_267.112),
    (156.0, 73.14, 45036.886),
    (136.0, 171.52, 22518.443),
    (77.0, 222.54, 65928.934),
    (74.0, 296.72, 3034.906),
    (70.0, 243.58, 9037.513),
    (58.0, 119.81, 33718.147),
    (52.0, 297.17, 150.678),
    (50.0, 21.02, 2281.226),
    (45.0, 247.54, 29929.562),
    (44.0, 325.15, 31555.956),
    (29.0, 60.93, 4443.417),
    (18.0, 155.12, 67555.328),
    (17.0, 288.79, 4562.452),
    (16.0, 198.04, 62894.029),
    (14.0, 199.76, 31436.921),
    (12.0, 95.39, 14577.848),
    (12.0, 287.11, 31931.756),
    (12.0, 320.81, 34777.259),
    (9.0, 227.73, 1222.114),
    (8.0, 15.45, 16859.074),
];

/// The universal time of the equinox in this Gregorian year, from −1000 to 3000.
pub(crate) fn equinox(year: i64, which: Equinox) -> f64 {
    let (from, coefficients) = match (which, year < 1000) {
        (Equinox::March, true) => (0, MARCH_OLD),
        (Equinox::September, true) => (0, SEPTEMBER_OLD),
        (Equinox::March, false) => (2000, MARCH),
        (Equinox::September, false) => (2000, SEPTEMBER),
    };
    let mean = polynomial((year - from) as f64 / 1000.0, &coefficients) - 1_721_424.5;
    let t = centuries(mean);
    let anomaly = 35_999.373 * t - 2.47;
    let speed = 1.0 + 0.0334 * cos(anomaly) + 0.0007 * cos(2.0 * anomaly);
    let sum: f64 = TERMS.iter().map(|(size, angle, growth)| size * cos(angle + growth * t)).sum();
    universal(mean + 0.00001 * sum / speed)
}

/// The position of the sun, and how far apparent time is ahead of mean time. Angles are in degrees.
pub(super) struct Sun {
    /// The apparent longitude along the ecliptic.
    pub(super) longitude: f64,
    /// North of the equator.
    declination: f64,
    /// The tilt of the ecliptic against the equator.
    pub(super) obliquity: f64,
    /// How much nutation adds to longitudes.
    pub(super) nutation: f64,
    /// The equation of time, in days.
    ahead: f64,
}

/// Chapter 25, and (28.1).
pub(super) fn sun(tt: f64) -> Sun {
    let t = centuries(tt);
    let mean_longitude = polynomial(t, &[280.46646, 36_000.76983, 0.0003032]);
    let anomaly = polynomial(t, &[357.52911, 35_999.05029, -0.0001537]);
    let centre = polynomial(t, &[1.914602, -0.004817, -0.000014]) * sin(anomaly)
        + (0.019993 - 0.000101 * t) * sin(2.0 * anomaly)
        + 0.000289 * sin(3.0 * anomaly);
    let node = 125.04 - 1934.136 * t;
    let nutation = -0.00478 * sin(node);
    let longitude = mean_longitude + centre - 0.00569 + nutation;
    let obliquity =
        polynomial(t, &[23.439291, -0.0130042, -0.00000016, 0.000000504]) + 0.00256 * cos(node);
    let right_ascension = (cos(obliquity) * sin(longitude)).atan2(cos(longitude)).to_degrees();
    let ahead = mean_longitude - 0.0057183 - right_ascension + nutation * cos(obliquity);
    Sun {
        longitude,
        declination: (sin(obliquity) * sin(longitude)).asin().to_degrees(),
        obliquity,
        nutation,
        ahead: ((ahead + 180.0).rem_euclid(360.0) - 180.0) / 360.0,
    }
}

/// The universal time of the apparent solar midnight at which this day begins at this longitude.
pub(crate) fn apparent_midnight(day: i64, east: f64) -> f64 {
    let mean = day as f64 - east / 360.0;
    mean - sun(terrestrial(mean)).ahead
}

/// The universal time of sunset on this day at this place: the moment at which the sun's upper limb
/// touches the sea horizon. `None` where the sun does not set.
pub(crate) fn sunset(day: i64, east: f64, north: f64) -> Option<f64> {
    // 34′ for refraction and 16′ for the sun's radius.
    sinks(day, east, north, -50.0 / 60.0)
}

/// The universal time at which the sun's centre sinks to this altitude, without refraction.
pub(super) fn sinks(day: i64, east: f64, north: f64, altitude: f64) -> Option<f64> {
    let noon = day as f64 + 0.5 - east / 360.0;
    let mut moment = noon + 0.25;
    for _ in 0..3 {
        let sun = sun(terrestrial(moment));
        let cosine = (sin(altitude) - sin(north) * sin(sun.declination))
            / (cos(north) * cos(sun.declination));
        if cosine.abs() > 1.0 {
            return None;
        }
        moment = noon - sun.ahead + cosine.acos().to_degrees() / 360.0;
    }
    Some(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RD of 1 January 2000.
    const YEAR_2000: f64 = 730_120.0;

    /// Meeus, table 27.E: times of equinoxes by the full theory, in terrestrial time.
    #[test]
    fn equinoxes_are_at_the_published_times() {
        for (year, which, day_of_march, hour, minute) in [
            (1996, Equinox::March, 20, 8.0, 4.1),
            (1997, Equinox::March, 20, 13.0, 55.7),
            (1998, Equinox::March, 20, 19.0, 55.6),
            (1999, Equinox::March, 21, 1.0, 46.9),
            (2000, Equinox::March, 20, 7.0, 36.3),
            (2004, Equinox::March, 20, 6.0, 49.7),
            (2005, Equinox::March, 20, 12.0, 34.5),
            (1996, Equinox::September, 206, 18.0, 1.2),
            (2000, Equinox::September, 206, 17.0, 28.7),
            (2005, Equinox::September, 206, 22.0, 24.2),
        ] {
            // Days from 1 March 2000.
            let march = YEAR_2000 + 60.0 + ((f64::from(year) - 2000.0) * 365.25).floor();
            let published = march + f64::from(day_of_march) - 1.0 + (hour + minute / 60.0) / 24.0;
            let minutes = (terrestrial(equinox(i64::from(year), which)) - published) * 1440.0;
            assert!(minutes.abs() < 1.0, "{year}: {minutes} minutes");
        }
    }

    /// Meeus, example 28.a: 13 October 1992 at 0 h TD, 13 minutes and 42.7 seconds; and example
    /// 25.a: the declination is −7.78507°.
    #[test]
    fn the_sun_has_the_published_position() {
        let tt = 727_484.0;
        let seconds = sun(tt).ahead * 86_400.0;
        assert!((seconds - 822.7).abs() < 1.0, "{seconds}");
        assert!((sun(tt).declination + 7.78507).abs() < 0.001);
    }
}
