#!/usr/bin/env bash
# Make sure that Debian's Chromium is here: the tests of pages drive it.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

if command -v chromium >/dev/null; then
  exit 0
fi
debian_install chromium
