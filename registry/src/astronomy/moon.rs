//! The moon: its position, and whether its crescent is visible.
//!
//! Model: chapter 47 (60 terms of longitude and distance, 60 of latitude). Error: 10″ in longitude
//! and 4″ in latitude, which the moon covers in some seconds, for some thousand years. So
//! `new_moon` is right to some 20 s; results that depend on the sun's 0.01° are right to about a
//! minute and a half. The error of `earth` is added to these. Whether a crescent is seen depends on
//! the air and on the observer; a criterion is only a convention.

use super::earth::{terrestrial, universal};
use super::orbit;
use super::sun::{self, sunset};
use super::{centuries, cos, polynomial, sin};

/// Table 47.A: multiples of the elongation, of the sun's anomaly, of the moon's anomaly and of the
/// moon's distance from the node; then millionths of a degree for the sine, and metres for the
/// cosine.
#[rustfmt::skip]
const LONGITUDE_AND_DISTANCE: [([i8; 4], f64, f64); 60] = [
    ([0, 0, 1, 0], 6288774.0, -20905355.0),
    ([2, 0, -1, 0], 1274027.0, -3699111.0),
    ([2, 0, 0, 0], 658314.0, -2955968.0),
    ([0, 0, 2, 0], 213618.0, -569925.0),
    ([0, 1, 0, 0], -185116.0, 48888.0),
    ([0, 0, 0, 2], -114332.0, -3149.0),
    ([2, 0, -2, 0], 58793.0, 246158.0),
    ([2, -1, -1, 0], 57066.0, -152138.0),
    ([2, 0, 1, 0], 53322.0, -170733.0),
    ([2, -1, 0, 0], 45758.0, -204586.0),
    ([0, 1, -1, 0], -40923.0, -129620.0),
    ([1, 0, 0, 0], -34720.0, 108743.0),
    ([0, 1, 1, 0], -30383.0, 104755.0),
    ([2, 0, 0, -2], 15327.0, 10321.0),
    ([0, 0, 1, 2], -12528.0, 0.0),
    ([0, 0, 1, -2], 10980.0, 79661.0),
    ([4, 0, -1, 0], 10675.0, -34782.0),
    ([0, 0, 3, 0], 10034.0, -23210.0),
    ([4, 0, -2, 0], 8548.0, -21636.0),
    ([2, 1, -1, 0], -7888.0, 24208.0),
    ([2, 1, 0, 0], -6766.0, 30824.0),
    ([1, 0, -1, 0], -5163.0, -8379.0),
    ([1, 1, 0, 0], 4987.0, -16675.0),
    ([2, -1, 1, 0], 4036.0, -12831.0),
    ([2, 0, 2, 0], 3994.0, -10445.0),
    ([4, 0, 0, 0], 3861.0, -11650.0),
    ([2, 0, -3, 0], 3665.0, 14403.0),
    ([0, 1, -2, 0], -2689.0, -7003.0),
    ([2, 0, -1, 2], -2602.0, 0.0),
    ([2, -1, -2, 0], 2390.0, 10056.0),
    ([1, 0, 1, 0], -2348.0, 6322.0),
    ([2, -2, 0, 0], 2236.0, -9884.0),
    ([0, 1, 2, 0], -2120.0, 5751.0),
    ([0, 2, 0, 0], -2069.0, 0.0),
    ([2, -2, -1, 0], 2048.0, -4950.0),
    ([2, 0, 1, -2], -1773.0, 4130.0),
    ([2, 0, 0, 2], -1595.0, 0.0),
    ([4, -1, -1, 0], 1215.0, -3958.0),
    ([0, 0, 2, 2], -1110.0, 0.0),
    ([3, 0, -1, 0], -892.0, 3258.0),
    ([2, 1, 1, 0], -810.0, 2616.0),
    ([4, -1, -2, 0], 759.0, -1897.0),
    ([0, 2, -1, 0], -713.0, -2117.0),
    ([2, 2, -1, 0], -700.0, 2354.0),
    ([2, 1, -2, 0], 691.0, 0.0),
    ([2, -1, 0, -2], 596.0, 0.0),
    ([4, 0, 1, 0], 549.0, -1423.0),
    ([0, 0, 4, 0], 537.0, -1117.0),
    ([4, -1, 0, 0], 520.0, -1571.0),
    ([1, 0, -2, 0], -487.0, -1739.0),
    ([2, 1, 0, -2], -399.0, 0.0),
    ([0, 0, 2, -2], -381.0, -4421.0),
    ([1, 1, 1, 0], 351.0, 0.0),
    ([3, 0, -2, 0], -340.0, 0.0),
    ([4, 0, -3, 0], 330.0, 0.0),
    ([2, -1, 2, 0], 327.0, 0.0),
    ([0, 2, 1, 0], -323.0, 1165.0),
    ([1, 1, -1, 0], 299.0, 0.0),
    ([2, 0, 3, 0], 294.0, 0.0),
    ([2, 0, -1, -2], 0.0, 8752.0),
];

/// Table 47.B: the same for the latitude.
#[rustfmt::skip]
const LATITUDE: [([i8; 4], f64); 60] = [
    ([0, 0, 0, 1], 5128122.0),
    ([0, 0, 1, 1], 280602.0),
    ([0, 0, 1, -1], 277693.0),
    ([2, 0, 0, -1], 173237.0),
    ([2, 0, -1, 1], 55413.0),
    ([2, 0, -1, -1], 46271.0),
    ([2, 0, 0, 1], 32573.0),
    ([0, 0, 2, 1], 17198.0),
    ([2, 0, 1, -1], 9266.0),
    ([0, 0, 2, -1], 8822.0),
    ([2, -1, 0, -1], 8216.0),
    ([2, 0, -2, -1], 4324.0),
    ([2, 0, 1, 1], 4200.0),
    ([2, 1, 0, -1], -3359.0),
    ([2, -1, -1, 1], 2463.0),
    ([2, -1, 0, 1], 2211.0),
    ([2, -1, -1, -1], 2065.0),
    ([0, 1, -1, -1], -1870.0),
    ([4, 0, -1, -1], 1828.0),
    ([0, 1, 0, 1], -1794.0),
    ([0, 0, 0, 3], -1749.0),
    ([0, 1, -1, 1], -1565.0),
    ([1, 0, 0, 1], -1491.0),
    ([0, 1, 1, 1], -1475.0),
    ([0, 1, 1, -1], -1410.0),
    ([0, 1, 0, -1], -1344.0),
    ([1, 0, 0, -1], -1335.0),
    ([0, 0, 3, 1], 1107.0),
    ([4, 0, 0, -1], 1021.0),
    ([4, 0, -1, 1], 833.0),
    ([0, 0, 1, -3], 777.0),
    ([4, 0, -2, 1], 671.0),
    ([2, 0, 0, -3], 607.0),
    ([2, 0, 2, -1], 596.0),
    ([2, -1, 1, -1], 491.0),
    ([2, 0, -2, 1], -451.0),
    ([0, 0, 3, -1], 439.0),
    ([2, 0, 2, 1], 422.0),
    ([2, 0, -3, -1], 421.0),
    ([2, 1, -1, 1], -366.0),
    ([2, 1, 0, 1], -351.0),
    ([4, 0, 0, 1], 331.0),
    ([2, -1, 1, 1], 315.0),
    ([2, -2, 0, -1], 302.0),
    ([0, 0, 1, 3], -283.0),
    ([2, 1, 1, -1], -229.0),
    ([1, 1, 0, -1], 223.0),
    ([1, 1, 0, 1], 223.0),
    ([0, 1, -2, -1], -220.0),
    ([2, 1, -1, -1], -220.0),
    ([1, 0, 1, 1], -185.0),
    ([2, -1, -2, -1], 181.0),
    ([0, 1, 2, 1], -177.0),
    ([4, 0, -2, -1], 176.0),
    ([4, -1, -1, -1], 166.0),
    ([1, 0, 1, -1], -164.0),
    ([4, 0, 1, -1], 132.0),
    ([1, 0, -1, -1], -119.0),
    ([4, -1, 0, -1], 115.0),
    ([2, -2, 0, 1], 107.0),
];

/// The position of the moon as seen from the centre of the Earth: degrees, and kilometres.
struct Moon {
    longitude: f64,
    latitude: f64,
    distance: f64,
}

/// The moon's mean longitude, and the angles whose multiples the tables list.
fn arguments(t: f64) -> (f64, [f64; 4]) {
    let mean = polynomial(
        t,
        &[218.3164477, 481_267.88123421, -0.0015786, 1.0 / 538_841.0, -1.0 / 65_194_000.0],
    );
    let elongation = polynomial(
        t,
        &[297.8501921, 445_267.1114034, -0.0018819, 1.0 / 545_868.0, -1.0 / 113_065_000.0],
    );
    let suns_anomaly =
        polynomial(t, &[357.5291092, 35_999.0502909, -0.0001536, 1.0 / 24_490_000.0]);
    let anomaly = polynomial(
        t,
        &[134.9633964, 477_198.8675055, 0.0087414, 1.0 / 69_699.0, -1.0 / 14_712_000.0],
    );
    let from_node = polynomial(
        t,
        &[93.2720950, 483_202.0175233, -0.0036539, -1.0 / 3_526_000.0, 1.0 / 863_310_000.0],
    );
    (mean, [elongation, suns_anomaly, anomaly, from_node])
}

fn moon(tt: f64) -> Moon {
    let t = centuries(tt);
    let (mean, arguments) = arguments(t);
    let [_, _, anomaly, from_node] = arguments;
    let (mut distance, mut latitude) = (0.0, 0.0);
    for (multiples, _, cosine) in &LONGITUDE_AND_DISTANCE {
        distance += cosine * shrunk(t, *multiples) * cos(angle(&arguments, *multiples));
    }
    for (multiples, sine) in &LATITUDE {
        latitude += sine * shrunk(t, *multiples) * sin(angle(&arguments, *multiples));
    }
    // Perturbations by Venus and by the flattening of the Earth.
    let (venus, third) = (119.75 + 131.849 * t, 313.45 + 481_266.484 * t);
    latitude += -2235.0 * sin(mean)
        + 382.0 * sin(third)
        + 175.0 * sin(venus - from_node)
        + 175.0 * sin(venus + from_node)
        + 127.0 * sin(mean - anomaly)
        - 115.0 * sin(mean + anomaly);
    Moon {
        longitude: longitude(tt),
        latitude: latitude / 1_000_000.0,
        distance: 385_000.56 + distance / 1000.0,
    }
}

/// The moon's longitude alone, without nutation, in degrees; it keeps growing beyond 360°.
fn longitude(tt: f64) -> f64 {
    let t = centuries(tt);
    let (mean, arguments) = arguments(t);
    let [_, _, _, from_node] = arguments;
    let terms = LONGITUDE_AND_DISTANCE.iter();
    let sum: f64 = terms
        .map(|(multiples, sine, _)| {
            sine * shrunk(t, *multiples) * sin(angle(&arguments, *multiples))
        })
        .sum();
    // Perturbations by Venus, Jupiter and the flattening of the Earth.
    let (venus, jupiter) = (119.75 + 131.849 * t, 53.09 + 479_264.290 * t);
    let others = 3958.0 * sin(venus) + 1962.0 * sin(mean - from_node) + 318.0 * sin(jupiter);
    mean + (sum + others) / 1_000_000.0
}

fn angle(arguments: &[f64; 4], multiples: [i8; 4]) -> f64 {
    multiples.iter().zip(arguments).map(|(multiple, angle)| f64::from(*multiple) * angle).sum()
}

/// The factor for terms with the sun's anomaly, which shrink as the Earth's orbit becomes rounder.
fn shrunk(t: f64, multiples: [i8; 4]) -> f64 {
    polynomial(t, &[1.0, -0.002516, -0.0000074]).powi(i32::from(multiples[1].abs()))
}

/// The moon as seen at some moment from some place, in degrees.
struct Sight {
    /// Its elongation east of the sun along the ecliptic, −180 to 180.
    phase: f64,
    /// Its angular distance from the sun.
    arc_of_light: f64,
    /// The altitude of its centre above the horizon, as seen from the centre of the Earth.
    altitude: f64,
    /// How much lower it appears from the surface.
    parallax: f64,
}

fn sight(ut: f64, east: f64, north: f64) -> Sight {
    let tt = terrestrial(ut);
    let (moon, sun) = (moon(tt), sun::sun(tt));
    let longitude = moon.longitude + sun.nutation;
    let phase = (longitude - sun.longitude + 180.0).rem_euclid(360.0) - 180.0;
    // (13.3) and (13.4): from the ecliptic to the equator.
    let (sin_tilt, cos_tilt) = (sin(sun.obliquity), cos(sun.obliquity));
    let declination = (sin(moon.latitude) * cos_tilt
        + cos(moon.latitude) * sin_tilt * sin(longitude))
    .asin()
    .to_degrees();
    let tangent = sin(moon.latitude) / cos(moon.latitude);
    let right_ascension =
        (sin(longitude) * cos_tilt - tangent * sin_tilt).atan2(cos(longitude)).to_degrees();
    // (12.4): the sidereal time at Greenwich.
    let sidereal = 280.46061837 + 360.98564736629 * (ut - super::J2000);
    let hour_angle = sidereal + east - right_ascension;
    let sine = sin(north) * sin(declination) + cos(north) * cos(declination) * cos(hour_angle);
    let altitude = sine.asin().to_degrees();
    Sight {
        phase,
        arc_of_light: (cos(moon.latitude) * cos(phase)).acos().to_degrees(),
        altitude,
        parallax: (6378.14 / moon.distance * cos(altitude)).asin().to_degrees(),
    }
}

/// Whether the crescent is seen on this evening by Shaukat's criterion, in the simple form of
/// *Calendrical Calculations*, 4th ed., chapter 14: when the sun is 4.5° below the horizon, the
/// moon is between new and first quarter, at least 10.6° from the sun and more than 4.1° high, both
/// as seen from the centre of the Earth.
pub(crate) fn is_seen(evening: i64, east: f64, north: f64) -> bool {
    sun::sinks(evening, east, north, -4.5).is_some_and(|dusk| {
        let sight = sight(dusk, east, north);
        0.0 < sight.phase
            && sight.phase < 90.0
            && (10.6..=90.0).contains(&sight.arc_of_light)
            && sight.altitude > 4.1
    })
}

/// Whether the moon is past new at sunset on this evening, and sets after the sun.
pub(crate) fn sets_after_the_sun(evening: i64, east: f64, north: f64) -> bool {
    sunset(evening, east, north).is_some_and(|sunset| {
        let sight = sight(sunset, east, north);
        // 34′ for refraction and 16′ for the moon's radius, as for the sun.
        let upper_limb = sight.altitude - sight.parallax + 50.0 / 60.0;
        0.0 < sight.phase && sight.phase < 90.0 && upper_limb > 0.0
    })
}

/// The universal time of the new moon with this number: the moment at which the moon's apparent
/// longitude equals the sun's. Number 0 is the new moon of January 2000.
pub(crate) fn new_moon(number: i64) -> f64 {
    // Start from the mean new moon and step by the mean rate; then iterate by the secant through
    // the last two moments.
    let mut before = mean_new_moon(number);
    let mut past_before = past_the_sun(before);
    let mut moment = before - past_before * MEAN_LUNATION / 360.0;
    for _ in 0..3 {
        let past_now = past_the_sun(moment);
        if past_now.abs() < 1e-7 {
            break;
        }
        let pace = (past_now - past_before) / (moment - before);
        (before, past_before) = (moment, past_now);
        moment -= past_now / pace;
    }
    universal(moment)
}

/// How many degrees the moon has moved since it passed the sun; negative before that.
fn past_the_sun(tt: f64) -> f64 {
    (longitude(tt) - orbit::longitude_of_date(tt) + 180.0).rem_euclid(360.0) - 180.0
}

/// The mean number of days from new moon to new moon: (49.1).
const MEAN_LUNATION: f64 = 29.530588861;

/// The terrestrial time of the mean new moon with this number; 0 is that of January 2000.
pub(crate) fn mean_new_moon(number: i64) -> f64 {
    // (49.1), without terms that stay below an hour for 3000 years.
    730_125.59766 + MEAN_LUNATION * number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Meeus, example 47.a: 12 April 1992 at 0 h TD.
    #[test]
    fn the_moon_has_the_published_position() {
        let moon = moon(727_300.0);
        assert!((moon.longitude.rem_euclid(360.0) - 133.162655).abs() < 0.00001);
        assert!((moon.latitude + 3.229126).abs() < 0.00001);
        assert!((moon.distance - 368_409.7).abs() < 0.1);
    }

    /// Meeus, example 49.a: the new moon of February 1977 was on the 18th at 3 h 37 min 42 s TD.
    #[test]
    fn new_moons_are_at_the_published_times() {
        let published = 721_768.0 + (3.0 * 60.0 + 37.7) / 1440.0;
        let ut = super::super::earth::universal(published);
        assert!(sight(ut, 0.0, 0.0).phase.abs() < 0.015);
        let seconds = (new_moon(-283) - ut) * 86_400.0;
        assert!(seconds.abs() < 30.0, "{seconds}");
    }

    #[test]
    fn at_new_moon_the_longitudes_of_moon_and_sun_are_equal() {
        for number in (-5_000..5_000).step_by(97) {
            let degrees = past_the_sun(terrestrial(new_moon(number)));
            // The moon covers this angle in a fifth of a second.
            assert!(degrees.abs() < 0.00003, "{number}: {degrees}");
        }
    }
}
