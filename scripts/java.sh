#!/usr/bin/env bash
# Make sure that Java is here: the second engine of indicator definitions, Apache Spark, runs on it.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

if [ -n "${JAVA_HOME:-}" ] || command -v java >/dev/null; then
  exit 0
fi
debian_install default-jre-headless
