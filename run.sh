#!/usr/bin/env bash
# Starts CopyTrade on http://localhost:5080 with a private PostgreSQL and the demo venue, unless configured otherwise.
# Usage: ./run.sh [--replay FILE [--speed N]] [--roles ui,observer,executor,jobs]
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=build/prerequisites.sh
source "$root/build/prerequisites.sh"

# A file named on the command line is meant from where the user stands.
args=()
while (($#)); do
  if [[ $1 == --replay && $# -ge 2 ]]; then
    [[ -f $2 ]] || { say "There is no replay file $2."; exit 1; }
    args+=(--replay "$(realpath "$2")")
    shift 2
  else
    args+=("$1")
    shift
  fi
done

need_dotnet
[[ -n ${ConnectionStrings__CopyTrade:-} ]] || need_postgres
want_secp256k1

cd "$root"
dotnet build CopyTrade.Web -c Release -v quiet --nologo -clp:NoSummary

export Data__Directory=${Data__Directory:-$root/data}

exec dotnet CopyTrade.Web/bin/Release/net10.0/CopyTrade.Web.dll serve "${args[@]}"
