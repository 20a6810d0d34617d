//! Splits a plan into parts for several machines.

use std::fmt;
use std::str::FromStr;

/// One of several equal parts of a plan. Which cases belong to it depends only on the cases, not on
/// the machine or the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Shard {
    /// Its number, from 1.
    pub number: u32,
    /// The number of shards.
    pub count: u32,
}

impl Shard {
    /// The shard with this number; `None` if it is not in `1..=count`.
    pub const fn new(number: u32, count: u32) -> Option<Shard> {
        if 1 <= number && number <= count { Some(Shard { number, count }) } else { None }
    }

    /// Whether the case or block with this name belongs to the shard.
    pub fn has(self, name: &str) -> bool {
        let digest = hmac_sha256::Hash::hash(name.as_bytes());
        let number = digest[..8].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte));
        number % u64::from(self.count) == u64::from(self.number - 1)
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.count)
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Shard, String> {
        let is_digits = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
        let number = |text: &str| Some(text).filter(is_digits)?.parse().ok();
        let parts = text.split_once('/');
        let shard = parts.and_then(|(one, all)| Shard::new(number(one)?, number(all)?));
        shard.ok_or_else(|| "a shard is I/N, from 1/N to N/N, as in 2/3".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_in_one_shard_and_shards_are_about_equal() {
        let mut sizes = [0; 3];
        for name in 0..3000 {
            let name = format!("calendar/order/dates_ascend/gregory/{name}");
            let has = |number: &u32| Shard::new(*number, 3).unwrap().has(&name);
            let all: Vec<u32> = (1..=3).filter(has).collect();
            assert_eq!(all.len(), 1, "{name}: {all:?}");
            sizes[all[0] as usize - 1] += 1;
        }
        assert!(sizes.iter().all(|size| (900..1100).contains(size)), "{sizes:?}");
        assert!(Shard::new(1, 1).unwrap().has("whatever"));
    }

    #[test]
    fn a_name_stays_in_its_shard() {
        // The shards of one nightly run may use programs that were built at different times.
        let numbers = ["a", "b", "c", "gregory/days/0"]
            .map(|name| (1..=5).find(|number| Shard::new(*number, 5).unwrap().has(name)).unwrap());
        assert_eq!(numbers, [1, 2, 1, 4]);
    }

    #[test]
    fn an_invalid_shard_is_refused() {
        for text in ["1/1", "2/3", "3/3"] {
            assert_eq!(text.parse::<Shard>().unwrap().to_string(), text);
        }
        for text in ["0/3", "4/3", "x", "1/0", "0/0", "1", "/", "1/", "-1/3", "+1/3", " 1/3", ""] {
            assert!(text.parse::<Shard>().unwrap_err().contains("as in 2/3"), "{text}");
        }
    }
}
