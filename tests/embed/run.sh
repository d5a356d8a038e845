#!/usr/bin/env bash
# Installs the engine under a folder of its own, builds the sample host against it with find_package(motcua), and runs it
# twice on one data folder: the second run finds the dossier of the first. Prints "N passed, N failed".
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0
failed=0
check() {
    if eval "$2"; then passed=$((passed + 1)); echo "ok      $1"; else failed=$((failed + 1)); echo "FAILED  $1"; fi
}
check "the engine installs" 'cmake --install build --prefix "$work/prefix" >"$work/log" 2>&1 || { cat "$work/log"; false; }'
check "a host builds with find_package(motcua)" \
    'cmake -S engine/sample_host -B "$work/host" -G Ninja -DCMAKE_PREFIX_PATH="$work/prefix" >"$work/log" 2>&1 &&
     cmake --build "$work/host" >>"$work/log" 2>&1 || { cat "$work/log"; false; }'
check "the host receives a dossier, once" '"$work/host/sample_host" "$work/data" workflows >"$work/out"'
check "and finds it again after a restart" \
    '"$work/host/sample_host" "$work/data" workflows >"$work/again" &&
     [ "$(grep ^answer: "$work/out")" = "$(grep ^answer: "$work/again")" ]'
check "nothing but the façade is visible" \
    '! nm -DC --defined-only "$work"/prefix/lib/*/libmotcua.so "$work"/prefix/lib/libmotcua.so 2>/dev/null | grep -q "motcua::runtime::"'
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
