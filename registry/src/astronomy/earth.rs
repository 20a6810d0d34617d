//! The rotation of the Earth: the difference between terrestrial and universal time.
//!
//! Model: the polynomials of F. Espenak and J. Meeus, *Five Millennium Canon of Solar Eclipses*
//! (NASA/TP-2006-214141), fitted to observations from −500 to 2005, and a parabola outside that
//! span. Error: under a second from 1900 to 2005, some seconds in 2025 (the Earth has rotated
//! faster than predicted), about 20 s in 1600, some minutes in 500, a quarter of an hour in −500
//! and more before. The future is unknown: such parabolas differ by about a minute in 2100, half an
//! hour in 2500 and an hour and a half in 3000.

use super::polynomial;

/// A span of years with its own polynomial.
struct Span {
    /// The first year after it.
    end: f64,
    /// The year from which the polynomial counts, and how many years its unit is.
    from: f64,
    step: f64,
    coefficients: &'static [f64],
}

const PARABOLA: Span =
    Span { end: f64::INFINITY, from: 1820.0, step: 100.0, coefficients: &[-20.0, 0.0, 32.0] };

const SPANS: [Span; 14] = [
    Span { end: -500.0, ..PARABOLA },
    Span {
        end: 500.0,
        from: 0.0,
        step: 100.0,
        coefficients: &[
            10583.6,
            -1014.41,
            33.78311,
            -5.952053,
            -0.1798452,
            0.022174192,
            0.0090316521,
        ],
    },
    Span {
        end: 1600.0,
        from: 1000.0,
        step: 100.0,
        coefficients: &[
            1574.2,
            -556.01,
            71.23472,
            0.319781,
            -0.8503463,
            -0.005050998,
            0.0083572073,
        ],
    },
    Span {
        end: 1700.0,
        from: 1600.0,
        step: 1.0,
        coefficients: &[120.0, -0.9808, -0.01532, 1.0 / 7129.0],
    },
    Span {
        end: 1800.0,
        from: 1700.0,
        step: 1.0,
        coefficients: &[8.83, 0.1603, -0.0059285, 0.00013336, -1.0 / 1_174_000.0],
    },
    Span {
        end: 1860.0,
        from: 1800.0,
        step: 1.0,
        coefficients: &[
            13.72,
            -0.332447,
            0.0068612,
            0.0041116,
            -0.00037436,
            0.0000121272,
            -0.0000001699,
            0.000000000875,
        ],
    },
    Span {
        end: 1900.0,
        from: 1860.0,
        step: 1.0,
        coefficients: &[7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1.0 / 233_174.0],
    },
    Span {
        end: 1920.0,
        from: 1900.0,
        step: 1.0,
        coefficients: &[-2.79, 1.494119, -0.0598939, 0.0061966, -0.000197],
    },
    Span {
        end: 1941.0,
        from: 1920.0,
        step: 1.0,
        coefficients: &[21.20, 0.84493, -0.076100, 0.0020936],
    },
    Span {
        end: 1961.0,
        from: 1950.0,
        step: 1.0,
        coefficients: &[29.07, 0.407, -1.0 / 233.0, 1.0 / 2547.0],
    },
    Span {
        end: 1986.0,
        from: 1975.0,
        step: 1.0,
        coefficients: &[45.45, 1.067, -1.0 / 260.0, -1.0 / 718.0],
    },
    Span {
        end: 2005.0,
        from: 2000.0,
        step: 1.0,
        coefficients: &[63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599],
    },
    Span { end: 2050.0, from: 2000.0, step: 1.0, coefficients: &[62.92, 0.32217, 0.005589] },
    PARABOLA,
];

/// How far terrestrial time is ahead of universal time at this moment, in days.
fn delta_t(moment: f64) -> f64 {
    // The year as a fraction, spread evenly over Gregorian years; this is off by less than a
    // second.
    let year = moment / 365.2425 + 1.0;
    let seconds = SPANS
        .iter()
        .find(|span| year < span.end)
        .map_or(0.0, |span| polynomial((year - span.from) / span.step, span.coefficients));
    // From 2050 on, blend into the parabola over 100 years.
    let bridge = if (2050.0..2150.0).contains(&year) { 0.5628 * (2150.0 - year) } else { 0.0 };
    (seconds - bridge) / 86_400.0
}

/// The universal time of a moment of terrestrial time.
pub(crate) fn universal(tt: f64) -> f64 {
    tt - delta_t(tt)
}

/// The terrestrial time of a moment of universal time.
pub(crate) fn terrestrial(ut: f64) -> f64 {
    ut + delta_t(ut)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Espenak and Meeus, the same paper, table of values; in seconds.
    #[test]
    fn terrestrial_time_is_ahead_as_published() {
        for (year, published, tolerance) in [
            (-500.0, 17190.0, 20.0),
            (0.0, 10580.0, 15.0),
            (500.0, 5710.0, 10.0),
            (1000.0, 1570.0, 5.0),
            (1600.0, 120.0, 2.0),
            (1700.0, 9.0, 1.0),
            (1800.0, 14.0, 1.0),
            (1900.0, -3.0, 0.5),
            (1950.0, 29.0, 0.5),
            (1990.0, 57.0, 0.5),
            (2000.0, 64.0, 0.5),
        ] {
            let seconds = delta_t((year - 1.0) * 365.2425) * 86_400.0;
            assert!((seconds - published).abs() < tolerance, "{year}: {seconds}");
        }
    }
}
