#!/usr/bin/env bash
# start.sh [PORT]: a chain of id 137 in memory with the venue's contracts, for the demo venue to settle on (--settle-on http://127.0.0.1:PORT).
# Ends with the terminal, with Ctrl+C, or when its standard input closes.
set -euo pipefail

folder=$(bash "$(dirname "${BASH_SOURCE[0]}")/install.sh")
[[ -n $folder ]] || exit 1
cd "$folder"
exec node run.js "${1:-8545}"
