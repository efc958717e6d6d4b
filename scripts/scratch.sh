#!/usr/bin/env bash
# Runs a command with its temporary files in memory, where the machine has plenty: what tests write is read
# once and thrown away, and waiting for a disk is most of their time. Elsewhere the usual folder serves.
set -euo pipefail

MEMORY=/dev/shm
ENOUGH=$((6 * 1024 * 1024)) # KiB that must be free, of the folder and of the machine

free_in() { df --output=avail "$MEMORY" 2>/dev/null | tail -1; }
free_at_all() { awk '/^MemAvailable:/ { print $2 }' /proc/meminfo 2>/dev/null; }

if [[ -w $MEMORY && $(free_in) -ge $ENOUGH && $(free_at_all) -ge $ENOUGH ]]; then
  TMPDIR=$(mktemp -d "$MEMORY/ambos-XXXXXX")
  chmod 711 "$TMPDIR" # PostgreSQL runs as somebody else than root, and has its own folder in it
  export TMPDIR
  trap 'rm -rf "$TMPDIR"' EXIT
fi
"$@"
