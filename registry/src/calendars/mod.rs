//! The reference calendars. Each file has the same five headings: what it is, rule, epoch and
//! range, sources, known disagreements.

mod arithmetic;
mod armenian;
mod bahai;
mod bahai_astronomical;
mod bahai_months;
mod bahai_western;
mod bikram_sambat;
mod buddhist;
mod buddhist_cutover_1582;
mod by_need;
mod chinese;
mod chinese_astronomical;
mod coptic;
#[cfg(any(test, feature = "steps"))]
mod counted;
mod cycle;
mod dangi;
mod dangi_astronomical;
mod dangun;
mod egyptian;
mod ethioaa;
mod ethiopic;
mod fields;
mod french_republican;
mod french_republican_128;
mod french_republican_continuous;
mod french_republican_equinox;
mod french_republican_romme_from_20;
mod french_years;
mod gregorian_years;
mod gregory;
mod gregory_cutover_1582;
mod gregory_cutover_1700;
mod gregory_cutover_1752;
mod gregory_cutover_1923;
mod hebrew;
mod indian;
mod international_fixed;
mod islamic_civil;
mod islamic_conjunction;
mod islamic_months;
mod islamic_observational;
mod islamic_rgsa;
mod islamic_tabular_15_civil;
mod islamic_tabular_15_thursday;
mod islamic_tabular_habash_civil;
mod islamic_tabular_habash_thursday;
mod islamic_tabular_indian_civil;
mod islamic_tabular_indian_thursday;
mod islamic_tbla;
mod islamic_umalqura;
mod islamic_umalqura_dotnet;
mod islamic_umalqura_dotnet_table;
mod islamic_umalqura_printed;
mod islamic_umalqura_printed_table;
mod islamic_umalqura_table;
mod iso8601;
mod iso8601_cutover_1582;
mod japanese;
mod japanese_cutover_1582;
mod japanese_lunisolar;
mod julian;
mod lunisolar_months;
mod lunisolar_rule;
mod lunisolar_sky;
mod milankovic;
mod month_days;
mod month_table;
mod moon_months;
mod persian;
mod persian_2820;
mod persian_2820_mean;
mod persian_33;
mod persian_33_corrected;
mod persian_astronomical;
mod persian_borkowski;
mod persian_months;
mod reform;
mod roc;
mod roc_cutover_1582;
mod roman_months;
mod rule;
mod sky_years;
mod symmetry454;
mod tables;
mod taiwan_lunisolar;
mod thirty_day_months;
mod vietnamese_astronomical;
mod year_table;
mod years;

pub use armenian::Armenian;
pub use bahai::Bahai;
pub use bahai_astronomical::BahaiAstronomical;
pub use bahai_western::BahaiWestern;
pub use bikram_sambat::BikramSambat;
pub use buddhist::Buddhist;
pub use buddhist_cutover_1582::BuddhistCutover1582;
pub use chinese::Chinese;
pub use chinese_astronomical::ChineseAstronomical;
pub use coptic::Coptic;
#[cfg(feature = "steps")]
pub use counted::questions;
pub use dangi::Dangi;
pub use dangi_astronomical::DangiAstronomical;
pub use dangun::Dangun;
pub use egyptian::Egyptian;
pub use ethioaa::Ethioaa;
pub use ethiopic::Ethiopic;
pub use french_republican::FrenchRepublican;
pub use french_republican_128::FrenchRepublican128;
pub use french_republican_continuous::FrenchRepublicanContinuous;
pub use french_republican_equinox::FrenchRepublicanEquinox;
pub use french_republican_romme_from_20::FrenchRepublicanRommeFrom20;
pub use gregory::Gregory;
pub use gregory_cutover_1582::GregoryCutover1582;
pub use gregory_cutover_1700::GregoryCutover1700;
pub use gregory_cutover_1752::GregoryCutover1752;
pub use gregory_cutover_1923::GregoryCutover1923;
pub use hebrew::Hebrew;
pub use indian::Indian;
pub use international_fixed::InternationalFixed;
pub use islamic_civil::IslamicCivil;
pub use islamic_conjunction::IslamicConjunction;
pub use islamic_observational::IslamicObservational;
pub use islamic_rgsa::IslamicRgsa;
pub use islamic_tabular_15_civil::IslamicTabular15Civil;
pub use islamic_tabular_15_thursday::IslamicTabular15Thursday;
pub use islamic_tabular_habash_civil::IslamicTabularHabashCivil;
pub use islamic_tabular_habash_thursday::IslamicTabularHabashThursday;
pub use islamic_tabular_indian_civil::IslamicTabularIndianCivil;
pub use islamic_tabular_indian_thursday::IslamicTabularIndianThursday;
pub use islamic_tbla::IslamicTbla;
pub use islamic_umalqura::IslamicUmalqura;
pub use islamic_umalqura_dotnet::IslamicUmalquraDotnet;
pub use islamic_umalqura_printed::IslamicUmalquraPrinted;
pub use iso8601::Iso8601;
pub use iso8601_cutover_1582::Iso8601Cutover1582;
pub use japanese::Japanese;
pub use japanese_cutover_1582::JapaneseCutover1582;
pub use japanese_lunisolar::JapaneseLunisolar;
pub use julian::Julian;
pub use milankovic::Milankovic;
pub use persian::Persian;
pub use persian_33::Persian33;
pub use persian_33_corrected::Persian33Corrected;
pub use persian_2820::Persian2820;
pub use persian_2820_mean::Persian2820Mean;
pub use persian_astronomical::PersianAstronomical;
pub use persian_borkowski::PersianBorkowski;
pub use roc::Roc;
pub use roc_cutover_1582::RocCutover1582;
pub use symmetry454::Symmetry454;
pub use taiwan_lunisolar::TaiwanLunisolar;
pub use vietnamese_astronomical::VietnameseAstronomical;

use std::sync::Arc;

use crate::calendar::Calendar;

/// Makes a shared instance of a calendar.
pub(crate) type Make = fn() -> Arc<dyn Calendar>;

/// Expands the list of calendars into the tables below.
macro_rules! all {
    ($($calendar:ident,)+) => {
        /// Every reference calendar, in the order in which lists show them.
        pub static ALL: &[&dyn Calendar] = &[$(&$calendar),+];

        /// The constructors of [`ALL`], in the same order.
        pub(crate) static MAKE: &[Make] = &[$(|| Arc::new($calendar)),+];

        /// Each of [`ALL`], in the same order, counting how often its rule is asked.
        #[cfg(feature = "steps")]
        pub static COUNTED: &[&dyn Calendar] = &[$(&counted::Counted($calendar)),+];
    };
}

all![
    Gregory,
    Iso8601,
    Iso8601Cutover1582,
    GregoryCutover1582,
    GregoryCutover1700,
    GregoryCutover1752,
    GregoryCutover1923,
    Buddhist,
    BuddhistCutover1582,
    Japanese,
    JapaneseCutover1582,
    Roc,
    RocCutover1582,
    Dangun,
    Julian,
    Milankovic,
    Coptic,
    Ethiopic,
    Ethioaa,
    Egyptian,
    Armenian,
    Indian,
    BikramSambat,
    Hebrew,
    FrenchRepublican,
    FrenchRepublicanEquinox,
    FrenchRepublicanRommeFrom20,
    FrenchRepublican128,
    FrenchRepublicanContinuous,
    Bahai,
    BahaiAstronomical,
    BahaiWestern,
    IslamicCivil,
    IslamicTbla,
    IslamicTabular15Civil,
    IslamicTabular15Thursday,
    IslamicTabularIndianCivil,
    IslamicTabularIndianThursday,
    IslamicTabularHabashCivil,
    IslamicTabularHabashThursday,
    IslamicUmalqura,
    IslamicUmalquraPrinted,
    IslamicUmalquraDotnet,
    IslamicObservational,
    IslamicRgsa,
    IslamicConjunction,
    Persian,
    Persian33,
    Persian33Corrected,
    Persian2820,
    Persian2820Mean,
    PersianBorkowski,
    PersianAstronomical,
    Chinese,
    Dangi,
    JapaneseLunisolar,
    TaiwanLunisolar,
    ChineseAstronomical,
    DangiAstronomical,
    VietnameseAstronomical,
    InternationalFixed,
    Symmetry454,
];

/// The file name of each calendar, and the doc comment at the head of the file.
static DESCRIPTIONS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/descriptions.rs"));

/// The description of the reference calendar with this id, as Markdown: what it is, rule, epoch and
/// range, sources, known disagreements.
///
/// ```
/// let text = calproof_registry::calendars::description("persian-33").unwrap();
/// assert!(text.starts_with("# What it is"));
/// ```
pub fn description(id: &str) -> Option<&'static str> {
    by_id(id)?;
    let file = id.replace('-', "_");
    DESCRIPTIONS.iter().find(|(name, _)| *name == file).map(|(_, text)| *text)
}

/// The reference calendar with exactly this id.
pub fn by_id(id: &str) -> Option<&'static dyn Calendar> {
    ALL.iter().copied().find(|calendar| calendar.id() == id)
}
