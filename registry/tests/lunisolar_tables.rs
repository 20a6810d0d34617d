//! The committed tables equal what the command writes, byte for byte.

#[path = "../examples/tables/lunisolar.rs"]
mod lunisolar;

#[test]
fn the_tables_are_what_the_command_writes() {
    for name in lunisolar::NAMES {
        let path = format!("{}/src/calendars/tables/{name}.rs", env!("CARGO_MANIFEST_DIR"));
        let committed = std::fs::read_to_string(path).expect("a table can be read");
        let written = lunisolar::table(name).expect("the name is one of the tables'");
        assert!(committed == written, "`scripts/tables {name}` writes another table");
    }
    assert_eq!(lunisolar::table("gregory"), None);
}
