# The beginning of every script here: it is sourced, with the arguments of the script.
export LC_ALL=C.UTF-8 TZ=UTC
cd -- "$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)"
SCRIPT=scripts/${0##*/}
SCRATCH=$(mktemp -d)
trap 'rm -rf -- "$SCRATCH"' EXIT

# complain WHAT: prints the message and exits, inconclusive.
complain() {
    echo "$SCRIPT: $1" >&2
    exit 2
}

# takes_nothing ARGUMENT…: exits if there are arguments.
takes_nothing() {
    (($# == 0)) || complain "it takes no arguments; see $SCRIPT --help"
}

case ${1:-} in
-h | --help)
    # Print the comment at the head of the script.
    sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$SCRIPT"
    exit 0
    ;;
esac
