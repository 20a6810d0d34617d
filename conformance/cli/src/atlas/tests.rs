//! Pages and pins of calendars that disagree on known days, and of subjects with hostile text.

use calproof::subject::InProcess;
use calproof_registry::{Calendar, Date, DayRange, RataDie, Refusal};

use super::walk::{self, AnswerPair, Standing};
use super::*;

/// A calendar with months of 100 days. On the days that `odd` selects its answer is a year too low.
struct Hundreds {
    rule: &'static str,
    days: DayRange,
    odd: fn(i64) -> bool,
}

/// Selects no day.
const NEVER: fn(i64) -> bool = |_| false;

impl Hundreds {
    fn new(first: i64, last: i64, odd: fn(i64) -> bool) -> Hundreds {
        let days = DayRange { first: RataDie(first), last: RataDie(last) };
        Hundreds { rule: "hundreds", days, odd }
    }
}

impl Calendar for Hundreds {
    fn id(&self) -> &str {
        "hundreds"
    }

    fn rule(&self) -> &str {
        self.rule
    }

    fn date(&self, day: RataDie) -> Result<Date, Refusal> {
        if !self.days.contains(day) {
            return Err(Refusal::Unexplained);
        }
        let year = day.0.div_euclid(100) - i64::from((self.odd)(day.0));
        Ok(Date::new(year, 1, day.0.rem_euclid(100) as u32 + 1))
    }

    fn day(&self, _: Date) -> Result<RataDie, Refusal> {
        Err(Refusal::Unexplained)
    }

    fn range(&self) -> Result<DayRange, Refusal> {
        Ok(self.days)
    }
}

/// Applies `work` to the implementations.
fn of<T>(calendars: &[Hundreds], work: impl Fn(&[Implementation<'_>]) -> T) -> T {
    let subjects: Vec<InProcess<'_>> = calendars
        .iter()
        .enumerate()
        .map(|(place, one)| InProcess::new(&format!("subject{place}"), "1.0", vec![one]))
        .collect();
    let subjects = subjects.iter().map(|subject| -> &dyn Subject { subject });
    work(&implementations("hundreds", subjects))
}

fn page(calendars: &[Hundreds]) -> String {
    of(calendars, |implementations| {
        let implementations = implementations.to_vec();
        Page { calendar: "hundreds", implementations, known: Vec::new() }.text().unwrap()
    })
}

#[test]
fn a_walk_finds_each_day_with_a_disagreement() {
    // The disagreements cross block boundaries, and a third implementation begins later.
    let calendars = [
        Hundreds::new(-20_000, 20_000, NEVER),
        Hundreds::new(-20_000, 20_000, |day| (8_100..8_300).contains(&day)),
        Hundreds::new(8_200, 30_000, NEVER),
    ];
    let walked = of(&calendars, |all| walk::walk(all, walk::days_of(all).unwrap()));
    let runs: Vec<(i64, i64, &Standing)> =
        walked.runs.iter().map(|run| (run.days.first.0, run.days.last.0, &run.standing)).collect();
    let apart = |first, second, third| Standing::Apart(vec![first, second, third]);
    let expected = [
        (-20_000, 8_099, &Standing::Agree),
        (8_100, 8_199, &apart(Some(0), Some(1), None)),
        (8_200, 8_299, &apart(Some(0), Some(1), Some(0))),
        (8_300, 20_000, &Standing::Agree),
        (20_001, 30_000, &Standing::Alone),
    ];
    assert_eq!(runs, expected);
    let pairs = [
        AnswerPair { both: 40_001, apart: 200, ends: Some((8_100, 8_299)) },
        AnswerPair { both: 11_801, apart: 0, ends: None },
        AnswerPair { both: 11_801, apart: 100, ends: Some((8_200, 8_299)) },
    ];
    assert_eq!(walked.pairs, pairs);
}

#[test]
fn a_page_shows_disagreements_and_sums_up_the_rest() {
    let calendars = [
        Hundreds::new(1, 800_000, NEVER),
        Hundreds::new(1, 800_000, |day| (739_330..739_332).contains(&day)),
    ];
    let page = page(&calendars);
    for expected in [
        "| `subject0` | `subject1` | 800,000 |          2 | 2025-03-20 | 2025-03-21 |",
        "| 739330 | 2025-03-20 |       2 | 7393-M01-31 | 7392-M01-31 |",
        "| 739332 | 2025-03-22 |  60,669 | all agree   |             |",
        "| 739330 | 2025-03-20 | 7393-M01-31 | 7392-M01-31 | 30 Esfand 1403;",
        "other boundary days, all implementations that answer agree.",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    let alone = super::tests::page(&calendars[..1]);
    assert!(alone.contains("no other implementation to compare it with"), "{alone}");
    let same = super::tests::page(&[Hundreds::new(1, 9, NEVER), Hundreds::new(1, 9, NEVER)]);
    assert!(
        same.contains("Nowhere: all implementations agree on every day that they answer for."),
        "{same}"
    );
}

/// Runs near boundary days are the ones that a reader looks for.
#[test]
fn of_many_runs_those_near_boundary_days_are_shown() {
    let odd =
        [Hundreds::new(1, 800_000, NEVER), Hundreds::new(1, 800_000, |day| day % 20_000 == 0)];
    let page = page(&odd);
    let rows: Vec<&str> = page
        .split("## Where they disagree")
        .nth(1)
        .unwrap()
        .lines()
        .take_while(|line| !line.starts_with("##"))
        .collect();
    assert!(rows.iter().any(|row| row.contains("more times before")), "{rows:#?}");
    assert!(rows.iter().any(|row| row.starts_with("| 740000 |")), "{rows:#?}");
    assert!(!rows.iter().any(|row| row.starts_with("| 20000 |")), "{rows:#?}");
    assert!(rows.len() < 32, "{rows:#?}");
}

#[test]
fn hostile_text_is_inert_on_a_page() {
    const HOSTILE: &str = "a`|<img src=x>\n# b\u{1b}[31m\u{202e}https://c";
    let mut calendar = Hundreds::new(1, 9, NEVER);
    calendar.rule = HOSTILE;
    let subject = InProcess::new(HOSTILE, HOSTILE, vec![&calendar]);
    let subjects = [&subject as &dyn Subject];
    let implementations = implementations("hundreds", subjects.into_iter());
    let pinned = pin(implementations[0]).unwrap();
    assert!(pinned.starts_with(r"hundreds by the rule a`|<img src=x>\n# b\u{1b}[31m"), "{pinned}");
    let page = Page { calendar: "hundreds", implementations, known: Vec::new() }.text().unwrap();
    let shown = r"`a\u{60}\u{7c}<img src=x>\n# b\u{1b}[31m\u{202e}https://c`";
    assert_eq!(page.matches("<img").count(), page.matches(shown).count(), "{page}");
    assert!(page.matches(shown).count() >= 4, "{page}");
}

#[test]
fn our_own_text_is_shown_as_written() {
    assert_eq!(markdown::prose("a_b *c* <d> `e` | f\ng"), r"a\_b \*c\* \<d\> \`e\` \| f g");
    assert_eq!(markdown::code(""), "·");
}

#[test]
fn only_the_versions_of_programs_may_differ() {
    let now = "# a\nBuilt in: `b` `1`.\nPrograms: `c` `1`.\n| d |\n";
    assert!(Page::is_current(now, now));
    assert!(Page::is_current(&now.replace("`c` `1`", "`c` `2`"), now));
    for kept in [now.replace("`b` `1`", "`b` `2`"), now.replace("| d |", "| e |"), String::new()] {
        assert!(!Page::is_current(&kept, now), "{kept}");
    }
}

#[test]
fn ids_that_are_not_file_names_get_no_page() {
    for id in ["", "../a", "a/b", "A", "a b", ".", &"a".repeat(65)] {
        assert!(!is_plain(id), "{id}");
    }
    assert!(is_plain("islamic-tabular-habash-thursday"));
    let all = super::calendars(std::iter::empty());
    assert_eq!(all.len(), calproof_registry::calendars::ALL.len());
}

#[test]
fn a_pin_has_a_line_per_day_with_the_answer() {
    let calendars = [Hundreds::new(739_330, 739_400, NEVER)];
    let pinned = of(&calendars, |all| pin(all[0]).unwrap());
    for expected in [
        " 739330  2025-03-20  7393-M01-31              30 Esfand 1403",
        "-214193  -0586-07-24  refused: no reason given",
        " 739400  2025-05-29  7394-M01-01              a range ends",
    ] {
        let squeezed = |text: &str| text.split_whitespace().collect::<Vec<&str>>().join(" ");
        assert!(squeezed(&pinned).contains(&squeezed(expected)), "{expected}\n{pinned}");
    }
    assert!(pinned.lines().all(|line| line == line.trim_end()), "{pinned}");
}
