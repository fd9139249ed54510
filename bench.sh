#!/usr/bin/env bash
# Measures the figures of docs/performance.md. Usage: ./bench.sh [NAME...]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=build/prerequisites.sh
source "$root/build/prerequisites.sh"

need_dotnet
need_postgres
want_secp256k1

cd "$root"
exec dotnet run -c Release --project CopyTrade.Benchmarks -v quiet -- "$@"
