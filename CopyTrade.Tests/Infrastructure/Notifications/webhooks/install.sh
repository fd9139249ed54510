#!/usr/bin/env bash
# Installs an independent verifier of webhook signatures (npm: standardwebhooks) into the user's cache, once for each content of package-lock.json.
# Prints the folder; with --cached only when it is there already. Without node, npm or the registry it prints nothing, says why on standard error and exits 0.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here"
mark=$(cat package.json package-lock.json verify.js | sha256sum | cut -c1-16)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/copytrade/webhooks-$mark

if [[ ! -f $folder/verify.js ]]; then
  [[ ${1:-} == --cached ]] && exit 0
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "The independent check of webhook signatures is passed over: it needs Node.js 20 and npm." >&2
    exit 0
  fi
  building=$folder.$$
  mkdir -p "$building"
  cp package.json package-lock.json "$building"
  if ! (cd "$building" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1); then
    echo "The independent check of webhook signatures is passed over: npm could not install it (see $building/npm.log)." >&2
    exit 0
  fi
  cp verify.js "$building"
  # Another run may have been quicker; its folder is as good.
  mv -T "$building" "$folder" 2>/dev/null || rm -rf "$building"
fi
printf '%s\n' "$folder"
