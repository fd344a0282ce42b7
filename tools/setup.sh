# Sourced by ./learn and ./test: checks Swift and installs the system libraries that are missing.
# Does nothing, and needs no network, where all are there.

apt_packages=(
  libopenblas-dev libpng-dev libjpeg-dev zlib1g-dev libcairo2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
  fonts-dejavu-core pkg-config
)
# Makes matrix products faster, and convolutions on processors without AVX2; not packaged for every processor.
optional_apt_packages=(libdnnl-dev)
brew_packages=(openblas onednn libpng jpeg-turbo zlib cairo cmark-gfm pkg-config)

say() { printf '%s\n' "$*" >&2; }

install_with_apt() {
  local missing=() package
  for package in "${apt_packages[@]}"; do
    case "$(dpkg-query -W -f='${Status}' "$package" 2>/dev/null)" in
      *"install ok installed") ;;
      *) missing+=("$package") ;;
    esac
  done
  for package in "${optional_apt_packages[@]}"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" && continue
    # Without a candidate in the package lists there is nothing to install; lists that are not there yet are fetched.
    if [ -z "$(ls -A /var/lib/apt/lists 2>/dev/null | grep -v -e lock -e partial)" ] || apt-cache show "$package" >/dev/null 2>&1; then
      missing+=("$package")
    fi
  done
  [ ${#missing[@]} -eq 0 ] && return
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
      say "These packages are missing, and this account may not install them: ${missing[*]}"
      say "Ask an administrator to run: apt-get install ${missing[*]}"
      exit 1
    fi
    as_root=(sudo)
  fi
  say "Installing ${missing[*]} ..."
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update && DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y \
    --no-install-recommends "${missing[@]}"; } </dev/null >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    say "The installation failed; the lines above say why. Without a network, install them from another source."
    exit 1
  fi
  rm -f "$log"
}

install_with_brew() {
  local missing=() package
  for package in "${brew_packages[@]}"; do
    brew list --versions "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] || brew install "${missing[@]}" >&2
  # Homebrew keeps OpenBLAS out of the default search path.
  export PKG_CONFIG_PATH="$(brew --prefix openblas)/lib/pkgconfig:${PKG_CONFIG_PATH:-}"
  # oneDNN has no pkg-config file: its header and library are found by the compiler's own variables.
  export CPATH="$(brew --prefix)/include:${CPATH:-}" LIBRARY_PATH="$(brew --prefix)/lib:${LIBRARY_PATH:-}"
}

# Says whether oneDNN is there. A change of this variable makes the build system look at Package.swift again, so that a
# library that was installed or removed since the last build is noticed.
look_for_onednn() {
  local folder
  [ -z "${GANKIT_ONEDNN:-}" ] || return 0
  export GANKIT_ONEDNN=0
  for folder in /usr/include /usr/local/include /opt/homebrew/include; do
    if [ -e "$folder/dnnl.h" ]; then GANKIT_ONEDNN=1; fi
  done
}

setup() {
  if ! command -v swift >/dev/null; then
    say "Swift 6 or newer is needed, and no 'swift' was found. See https://www.swift.org/install for how to get it."
    exit 1
  fi
  if command -v apt-get >/dev/null; then
    install_with_apt
  elif command -v brew >/dev/null; then
    install_with_brew
  else
    say "Neither apt nor Homebrew was found. Make sure that these libraries are installed with their headers:"
    say "OpenBLAS, libpng, libjpeg-turbo, zlib, Cairo, cmark-gfm with its extensions, the DejaVu fonts, and pkg-config."
  fi
  look_for_onednn
}
