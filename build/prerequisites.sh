# Sourced by the scripts in the root: finds the .NET SDK and installs what is missing on Debian and its kin.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }

need_dotnet() {
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
  command -v dotnet >/dev/null && return
  local place
  for place in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
    if [[ -n $place && -x $place/dotnet ]]; then
      export DOTNET_ROOT=$place PATH=$place:$PATH
      return
    fi
  done
  say "The .NET SDK 10.0 is missing: install it from https://dot.net and run this again."
  exit 1
}

have_postgres() {
  local place
  for place in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin ${PATH//:/ }; do
    [[ -x $place/initdb && -x $place/pg_ctl && -x $place/postgres ]] && return
  done
  return 1
}

find_chromium() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [[ -n $name ]] && command -v "$name" && return
  done
  return 1
}

have_secp256k1() {
  # ldconfig is not on an ordinary user's PATH
  PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null | grep -q 'libsecp256k1\.so'
}

apt_listed=
apt_run() {
  local as=()
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null || return 1
    # Ask for a password only where somebody can type one.
    if [[ -t 0 ]]; then as=(sudo); else as=(sudo -n); fi
    as+=(env)
  else
    as=(env)
  fi
  "${as[@]}" DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a timeout 900 \
    apt-get -qq -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 "$@" </dev/null >&2
}

# install_packages WORD PACKAGE...: WORD says for people what the packages are.
install_packages() {
  local word=$1
  shift
  if ! command -v apt-get >/dev/null; then
    say "$word is missing: install it with your package manager (Debian: apt-get install $*) and run this again."
    return 1
  fi
  say "Installing $word ($*) ..."
  if [[ -z $apt_listed ]]; then
    apt_run update || true   # a stale list may still do
    apt_listed=1
  fi
  apt_run install -y --no-install-recommends "$@" && return
  say "$word could not be installed: run 'apt-get install $*' as root and start this again."
  return 1
}

need_postgres() {
  have_postgres || install_packages "PostgreSQL" postgresql || exit 1
  have_postgres || { say "PostgreSQL's initdb, pg_ctl and postgres were not found under /usr/lib/postgresql or on the PATH: install PostgreSQL 15 or later."; exit 1; }
}

# The examples of the documents are run as they stand.
need_curl() {
  command -v curl >/dev/null || install_packages "curl" curl || exit 1
}

need_chromium() {
  CHROMIUM=$(find_chromium) || { install_packages "Chromium" chromium fonts-dejavu-core || exit 1; CHROMIUM=$(find_chromium); } \
    || { say "Chromium was not found: install it, or set CHROMIUM to the path of a Chromium or Chrome."; exit 1; }
  export CHROMIUM
}

# Signing works without it, twenty times slower.
want_secp256k1() {
  have_secp256k1 && return
  local package
  package=$(apt-cache search --names-only '^libsecp256k1-[0-9]+$' 2>/dev/null | awk 'NR == 1 { print $1 }')
  install_packages "libsecp256k1" "${package:-libsecp256k1-1}" || say "Going on without libsecp256k1: signatures are made by the slower managed code."
}

# The chain tests run on a local EVM from the npm registry; without it they say that they are passed over.
want_evm() {
  bash "$root/CopyTrade.Tests/Chain/evm/install.sh" >/dev/null || say "Going on without the local chain: its tests are passed over."
}

# Signatures of webhooks are checked by a library of somebody else's from the npm registry; without it that test says that it is passed over.
want_webhooks() {
  bash "$root/CopyTrade.Tests/Infrastructure/Notifications/webhooks/install.sh" >/dev/null || say "Going on without the independent check of webhook signatures."
}
