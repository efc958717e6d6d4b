#!/usr/bin/env bash
# Create .venv and install into it, from the lock file where possible: environment.sh runtime|development
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/debian.sh

wanted=${1:?runtime or development}
version_check='import sys; sys.exit(sys.version_info < (3, 11))'

find_python() {
  local name
  for name in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11 /usr/bin/python3; do
    if command -v "$name" >/dev/null && "$name" -c "$version_check" 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  return 1
}

create() {
  local python
  if ! python=$(find_python); then
    debian_install python3 python3-venv
    python=$(find_python) || { echo "ambos: Python 3.11 or newer is needed" >&2; exit 1; }
  fi
  echo "ambos: creating .venv with $("$python" --version)" >&2
  # Debian splits venv from python3: without ensurepip the first try fails.
  if ! "$python" -m venv --clear .venv >/dev/null 2>&1; then
    debian_install python3-venv
    "$python" -m venv --clear .venv
  fi
}

install_locked() {
  local groups=(--no-dev)
  if [ "$wanted" = development ]; then groups=(--group dev); fi
  .venv/bin/python -m pip install --quiet "uv>=0.9" || return 1
  UV_PROJECT_ENVIRONMENT=.venv UV_PYTHON_DOWNLOADS=never \
    .venv/bin/python -m uv sync --quiet --frozen --inexact "${groups[@]}"
}

install_plain() {
  local groups=()
  if [ "$wanted" = development ]; then groups=(--group dev); fi
  # --group needs pip 25.1; older ones come with older releases of Debian.
  .venv/bin/python -m pip install --quiet --upgrade "pip>=25.1"
  .venv/bin/python -m pip install --quiet --editable . "${groups[@]}"
}

if ! .venv/bin/python -c "$version_check; import pip" 2>/dev/null; then create; fi
echo "ambos: installing into .venv ($wanted; a minute or two the first time)" >&2
if ! install_locked; then
  echo "ambos: the locked install did not work here; trying plain pip" >&2
  install_plain
fi

# Every program of ours is loaded once, so that Python's compiled files lie there before the first command: some
# machines are told not to write any later, and would compile hundreds of modules at every start.
env --unset=PYTHONDONTWRITEBYTECODE .venv/bin/python - <<'PYTHON'
from importlib import import_module
from pkgutil import walk_packages

import ambos

# What only tests need, what needs Java, and what only a site that is being served may load.
later = ("ambos.testing", "ambos.evidence.spark", *(f"ambos.faces.{face}." for face in ("site", "web", "api", "accounts")))
for module in walk_packages(ambos.__path__, "ambos."):
    if not module.name.startswith(later) and "__main__" not in module.name:
        import_module(module.name)
PYTHON
