//! A Julian calendar of one function against julian.json: `cargo test`, in the folder above.
const YEARS: std::ops::RangeInclusive<i64> = -1_000_000..=1_000_000;

fn day(year: i64, month: i64, day: i64) -> Option<i64> {
    let february = if year % 4 == 0 { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let before = usize::try_from(month.checked_sub(1)?).ok()?;
    let exists = YEARS.contains(&year) && (1..=*lengths.get(before)?).contains(&day);
    // Day 1 is 1 January of the year 1 of the Gregorian calendar, as in the vectors.
    let new_year = |year: i64| -1 + 365 * (year - 1) + (year - 1).div_euclid(4);
    exists.then(|| new_year(year) + lengths[..before].iter().sum::<i64>() + day - 1)
}

#[test]
fn vectors() {
    let text = std::fs::read_to_string("../../julian.json").unwrap(); // from the folder above
    let file: serde_json::Value = serde_json::from_str(&text).unwrap();
    let groups = file["groups"].as_array().unwrap();
    let group = groups.iter().find(|group| group["question"] == "day").unwrap();
    for test in group["tests"].as_array().unwrap() {
        let number = |place: usize| test["of"][place].as_i64(); // none for a leap month, "M05L"
        let answered = number(1).and_then(|month| day(number(0)?, month, number(2)?));
        let allowed = test["allowed"].as_array();
        let right = match answered {
            Some(day) => allowed.map_or(test["expected"] == day, |all| all.contains(&day.into())),
            None => allowed.is_some() || !YEARS.contains(&number(0).unwrap()),
        };
        assert!(right, "{test}: answered {answered:?}");
    }
}
