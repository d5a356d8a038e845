#!/usr/bin/env bash
# Builds every libFuzzer program with clang and lets each run; ends with status 1 at the first finding.
#   tests/fuzz/run.sh [TARGET…]      all targets without arguments
#   MOTCUA_FUZZ_SECONDS=600          for each target
#   MOTCUA_FUZZ_BUILD=build/fuzz     what is built, found and remembered
# Seeds lie in tests/fuzz/seeds, in a folder named as the target without _fuzz, and are only read. A finding is kept as BUILD/findings/TARGET-…; run the
# program with that file to see it again.
set -euo pipefail
cd "$(dirname "$0")/../.."
build=${MOTCUA_FUZZ_BUILD:-build/fuzz}
seconds=${MOTCUA_FUZZ_SECONDS:-600}

targets=("$@")
if [ ${#targets[@]} = 0 ]; then
    mapfile -t targets < <(sed -n 's/^motcua_fuzz(\([a-z_]*\) .*/\1/p' tests/fuzz/CMakeLists.txt)
fi

for compiler in clang clang++; do
    command -v $compiler >/dev/null || { echo "$compiler is missing: apt-get install clang"; exit 1; }
done
mkdir -p "$build/findings"
cmake --preset default -B "$build" -DMOTCUA_FUZZ=ON -DMOTCUA_SANITIZE=ON -DCMAKE_C_COMPILER=clang \
    -DCMAKE_CXX_COMPILER=clang++ -DCMAKE_CXX_FLAGS=-fsanitize=fuzzer-no-link >"$build/configure.log" 2>&1 ||
    { cat "$build/configure.log"; exit 1; }
cmake --build "$build" --target "${targets[@]}"

for target in "${targets[@]}"; do
    printf '\n== %s, %s s\n' "$target" "$seconds"
    corpus="$build/corpus/$target"
    mkdir -p "$corpus"
    inputs=("$corpus")
    [ ! -d "tests/fuzz/seeds/${target%_fuzz}" ] || inputs+=("tests/fuzz/seeds/${target%_fuzz}")
    "$build/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$build/findings/$target-" "${inputs[@]}" \
        >"$build/$target.log" 2>&1 || { tail -n 60 "$build/$target.log"; echo "$target: a finding"; exit 1; }
    grep -E '^stat::(number_of_executed_units|new_units_added)|^Done' "$build/$target.log" || true
done
echo "${#targets[@]} fuzz targets, $seconds s each, no finding"
