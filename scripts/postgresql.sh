#!/usr/bin/env bash
# Make sure that a PostgreSQL server's binaries are here: the tests start private clusters from them.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

if command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; then
  exit 0
fi
debian_install postgresql
