# What loom, shuttle and tsan have in common: it is sourced after common.bash.
# The scenarios are in registry/tests/interleavings.rs.

# limit_by ARGUMENT…: sets the time limit for all scenarios, in seconds, far above what they need.
# With --deep also sets the bounds for nightly runs.
limit_by() {
    SECONDS_ALL=300
    unset CALPROOF_DEEP
    [[ $# -gt 0 ]] || return 0
    [[ $# -eq 1 && $1 == --deep ]] || complain "only --deep is an option; see $SCRIPT --help"
    export CALPROOF_DEEP=yes
    SECONDS_ALL=7200
}

# compile TOOL OPTION…: sets TEST to the command that runs the scenarios, and builds them.
compile() {
    TEST=(cargo test --locked --release --target-dir "target/$1" "${@:2}" -p calproof-registry
        --test interleavings)
    "${TEST[@]}" --quiet --no-run || complain "the scenarios do not compile"
    SECONDS=0
}

# hold TOOL EACH COLUMNS: whether all scenarios hold. Each is explored EACH times, one line each
# time.
hold() {
    local tool=$1 each=$2 columns=$3 code=0 scenarios lines
    scenarios=$("${TEST[@]}" --quiet -- --list 2>/dev/null | grep -c ': test$') || true
    timeout "$SECONDS_ALL" "${TEST[@]}" --quiet -- --nocapture --test-threads 2 \
        &>"$SCRATCH/log" || code=$?
    printf '%-36s %s\n' scenario "$columns"
    sed -n "s/^$tool: //p" "$SCRATCH/log" | sort
    lines=$(grep -c "^$tool: " "$SCRATCH/log") || true
    if ((code == 0 && scenarios > 0 && lines == scenarios * each)); then
        echo "$tool: $scenarios scenarios held, explored $lines times, $SECONDS s"
        return
    fi
    cat "$SCRATCH/log"
    echo "$tool: FAILED with exit code $code; of $scenarios scenarios, $lines explorations ended"
    return 1
}
