#!/usr/bin/env bash
# Builds everything and runs every test: units, PostgreSQL, the demo venue, the browser.
# The last line is "N passed, N failed"; the exit code is 0 only when nothing failed.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=build/prerequisites.sh
source "$root/build/prerequisites.sh"

finish() {
  printf '%s passed, %s failed\n' "$1" "$2"
  [[ $2 -eq 0 && $1 -gt 0 ]] && exit 0
  exit 1
}

# count NAME: one figure of the result file's <Counters .../> line; 0 when it is not there.
count() {
  local figure
  figure=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters")
  printf '%s' "${figure:-0}"
}

need_dotnet
need_postgres

# ./test.sh faults [--seeds N] [--seed S] [--only NAME]: the long fault runs (docs/testing.md).
if [[ ${1:-} == faults ]]; then
  cd "$root"
  dotnet build CopyTrade.Tests --nologo -v quiet -clp:NoSummary
  exec dotnet CopyTrade.Tests/bin/Debug/net10.0/CopyTrade.Tests.dll "$@"
fi

need_curl
need_chromium
want_secp256k1
want_evm
want_webhooks

cd "$root"
results=$root/TestResults
# Most processes of the tests live for seconds: measuring code for a later optimisation costs them a fifth of their time.
export DOTNET_TieredPGO=0
rm -rf "$results"
mkdir -p "$results"

if ! dotnet build CopyTrade.sln --nologo -v quiet -clp:NoSummary; then
  echo "The build failed; no test ran."
  finish 0 1
fi

passed=0
failed=0
for project in CopyTrade.Tests CopyTrade.E2E; do
  echo "== $project"
  status=0
  timeout --kill-after=30 1080 dotnet test "$project" --no-build --nologo \
    --logger "trx;LogFileName=$project.trx" --results-directory "$results" || status=$?
  counters=$(grep -o '<Counters [^>]*>' "$results/$project.trx" 2>/dev/null | tail -n 1 || true)
  ran_failed=0
  for kind in failed error timeout aborted; do
    ran_failed=$((ran_failed + $(count "$kind")))
  done
  passed=$((passed + $(count passed)))
  failed=$((failed + ran_failed))
  if [[ -z $counters ]]; then
    echo "$project wrote no results (exit code $status)."
    failed=$((failed + 1))
  elif [[ $status -ne 0 && $ran_failed -eq 0 ]]; then
    echo "$project ended with exit code $status although no test failed."
    failed=$((failed + 1))
  fi
done

finish "$passed" "$failed"
