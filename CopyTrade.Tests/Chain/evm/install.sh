#!/usr/bin/env bash
# Installs the local chain of the tests and of the demo venue into the user's cache, once for each content of package-lock.json and contracts.
# Prints the folder; with --cached only when it is there already. Without node, npm or the registry it prints nothing, says why on standard error and exits 0.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here"
mark=$(cat package.json package-lock.json *.js contracts/*.sol | sha256sum | cut -c1-16)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/copytrade/evm-$mark

if [[ ! -f $folder/code.json ]]; then
  [[ ${1:-} == --cached ]] && exit 0
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "The chain tests are passed over: they need Node.js 20 and npm." >&2
    exit 0
  fi
  building=$folder.$$
  mkdir -p "$building"
  cp -R package.json package-lock.json ./*.js contracts "$building"
  if ! (cd "$building" && npm ci --legacy-peer-deps --ignore-scripts --no-audit --no-fund >npm.log 2>&1 && node build.js >>npm.log 2>&1); then
    echo "The chain tests are passed over: npm could not install them (see $building/npm.log)." >&2
    exit 0
  fi
  # Another run may have been quicker; its folder is as good.
  mv -T "$building" "$folder" 2>/dev/null || rm -rf "$building"
fi
printf '%s\n' "$folder"
