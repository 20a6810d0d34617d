#!/bin/bash -eu
# Builds the fuzz targets into $OUT, each with its seeds, its dictionary and its options, as
# ClusterFuzzLite and OSS-Fuzz want it: they set $SRC, $OUT and $WORK.
# cargo xtask clusterfuzzlite runs it without their containers, with flags of cargo-fuzz of its own
# in $FUZZ_BUILD_FLAGS. The target population is not among the targets: its threads are stacks of
# shuttle's, of which AddressSanitizer does not know.
cd "$SRC/calproof"

# As a plain build: the flags of instrumented code, and where it is built, are not for this program.
xtask() {
    env -u CARGO_TARGET_DIR -u RUSTFLAGS -u RUSTC_BOOTSTRAP cargo xtask "$@"
}

read -ra flags <<<"${FUZZ_BUILD_FLAGS:-}"
cargo fuzz build --fuzz-dir fuzz "${flags[@]}" # Which optimises, and keeps the assertions.

for target in $(cargo fuzz list --fuzz-dir fuzz); do
    built=$(find "${CARGO_TARGET_DIR:-fuzz/target}" -type f -path "*/release/$target" -print -quit)
    cp "$built" "$OUT/$target"
    xtask seeds "$target" "$WORK/seeds/$target"
    (cd "$WORK/seeds/$target" && python3 -m zipfile -c "$OUT/${target}_seed_corpus.zip" ./*)
    cp "fuzz/dictionaries/$target.dict" "$OUT/$target.dict"
    xtask clusterfuzzlite --options "$target" >"$OUT/$target.options"
done
