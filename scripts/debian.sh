# Sourced by the scripts beside it: installs Debian packages, or says how to.

debian_install() {
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then as_root=(sudo); fi
  if ! command -v apt-get >/dev/null || { [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; }; then
    echo "ambos: cannot install the missing package(s): $*" >&2
    echo "hint: install them with this machine's package manager, as an administrator, and run make again" >&2
    return 1
  fi
  echo "ambos: installing Debian package(s): $*" >&2
  "${as_root[@]}" apt-get update -qq </dev/null
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "$@" </dev/null >/dev/null
}
