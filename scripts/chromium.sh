#!/usr/bin/env bash
# Make sure that a browser is here: the tests drive Chromium through the site's pages.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

if command -v chromium >/dev/null; then
  exit 0
fi
debian_install chromium
