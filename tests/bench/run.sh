#!/usr/bin/env bash
# Measures: builds the Google Benchmark programs and runs them one after the other, then the peers whose packages
# are here, and prints ours, the peer, their ratio and the goal. JSON and logs lie under BUILD/bench.
#   tests/bench/run.sh [PROGRAM… [peers]]   all programs and the peers without arguments
#   MOTCUA_BUILD=build                 a configured build folder
#   MOTCUA_SHARED=../shared            whose bench/ holds the peers' programs
#   MOTCUA_BENCH_SECONDS=1             at least so long for each benchmark
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${MOTCUA_BUILD:-build}
shared=$(realpath -m "${MOTCUA_SHARED:-../shared}")
out=$PWD/build/bench
[[ $build = /* ]] && out=$build/bench
mkdir -p "$out/peers"
rm -f "$out"/*.json "$out"/*.log "$out/table.md"  # one run, one table
export MOTCUA_SUITES="${MOTCUA_SUITES:-$shared/suites}"

mapfile -t known < <(sed -n 's/^add_executable(\([a-z0-9_]*_bench\) .*/\1/p' tests/bench/CMakeLists.txt)
programs=()
peers=$([ $# = 0 ] && echo yes || echo no)
for word in "$@"; do
    if [ "$word" = peers ]; then peers=yes; else programs+=("$word"); fi
done
[ $# != 0 ] || programs=("${known[@]}")
[ ${#programs[@]} = 0 ] || cmake --build "$build" --target "${programs[@]}"

for program in ${programs[@]+"${programs[@]}"}; do
    echo "== $program"
    "$build/$program" --benchmark_min_time="${MOTCUA_BENCH_SECONDS:-1}" --benchmark_out="$out/$program.json" \
        --benchmark_out_format=json >"$out/$program.log" 2>&1 || { tail -n 20 "$out/$program.log"; exit 1; }
done

# A peer: NAME, the reason it cannot run (empty: it can), the command. Its words go to NAME.log.
absent=()
peer() {
    local name=$1 reason=$2
    shift 2
    rm -f "$out/$name.log"
    if [ -n "$reason" ]; then absent+=("$name: $reason"); return; fi
    echo "== $name"
    (cd "$out/peers" && "$@") >"$out/$name.log" 2>&1 || absent+=("$name: failed, see $out/$name.log")
}

qt_missing() {
    [ -e "$shared/bench/statechart/qt_build.sh" ] || { echo "no $shared/bench"; return; }
    [ -x /usr/lib/qt6/libexec/qscxmlc ] || echo "apt-get install qt6-scxml-dev qt6-base-dev qt6-base-dev-tools"
}
npm_missing() {
    [ -e "$shared/bench/$1" ] || { echo "no $shared/bench/$1"; return; }
    command -v npm >/dev/null || { echo "no npm"; return; }
    shift
    local package
    for package in "$@"; do
        [ -d "$out/peers/node_modules/$package" ] && continue
        (cd "$out/peers" && npm install --no-audit --no-fund --ignore-scripts "$package") >"$out/npm.log" 2>&1 ||
            { echo "npm install $package failed, see $out/npm.log"; return; }
    done
}
qt() {
    OUT=$out/peers/qt bash "$shared/bench/statechart/qt_build.sh" && cd qt && ./qt_bench cpp dossier_cpp.scxml 20000 2000
}

if [ $peers = yes ]; then
    export PEERS=$out/peers OUT=$out/peers
    peer qt "$(qt_missing)" qt
    peer xstate "$(npm_missing statechart/xstate_bench.mjs xstate)" \
        node --expose-gc "$shared/bench/statechart/xstate_bench.mjs" 5000 2000
    peer pdfkit "$(npm_missing pdf/npm_pdf_bench.js pdfkit pdf-lib @pdf-lib/fontkit)" \
        node "$shared/bench/pdf/npm_pdf_bench.js" 100
    absent+=("DBOS on PostgreSQL: by hand, see bench/README.md of the shared folder")
fi

node tests/bench/table.mjs "$out" | tee "$out/table.md"
for line in "${absent[@]}"; do echo "not run: $line"; done
