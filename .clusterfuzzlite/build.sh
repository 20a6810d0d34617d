#!/bin/bash -eu
# Builds the fuzz targets into $OUT, each with its seeds, its dictionary and its options, as
# ClusterFuzzLite and OSS-Fuzz want it: they set $SRC, $OUT, $WORK and $SANITIZER.
# scripts/clusterfuzzlite runs it without their containers. The target population is not among them:
# its threads are stacks of shuttle's, of which AddressSanitizer does not know.
cd "$SRC/calproof"

options=(--fuzz-dir fuzz) # Which optimises, and keeps the assertions.
[[ ${SANITIZER:-address} != none ]] || options+=(--sanitizer none --no-trace-compares)
cargo fuzz build "${options[@]}"

for target in $(cargo fuzz list --fuzz-dir fuzz); do
    built=$(find "${CARGO_TARGET_DIR:-fuzz/target}" -type f -path "*/release/$target" -print -quit)
    cp "$built" "$OUT/$target"
    env -u CARGO_TARGET_DIR -u RUSTFLAGS scripts/seeds "$target" "$WORK/seeds/$target"
    (cd "$WORK/seeds/$target" && python3 -m zipfile -c "$OUT/${target}_seed_corpus.zip" ./*)
    cp "fuzz/dictionaries/$target.dict" "$OUT/$target.dict"
    # No input may take 5 seconds: libFuzzer's own limit would let cost that grows pass.
    printf '[libfuzzer]\nmax_len = 4096\ntimeout = 5\ndict = %s.dict\n' "$target" \
        >"$OUT/$target.options"
done
