# Sourced by ./learn and ./test: checks for Swift and installs the system libraries that are missing. If none are
# missing, it does nothing and needs no network.

. "$home/tools/messages.sh"
. "$home/tools/apt.sh"
. "$home/tools/brew.sh"

# What the caller asked for: 0, 1, or nothing, which means that oneDNN is used if it is installed.
wanted_onednn=${GANKIT_ONEDNN:-}

# Sets GANKIT_ONEDNN to 1 if oneDNN is installed, otherwise to 0. A change of this variable makes the build system
# evaluate Package.swift again, so that a library that was installed or removed since the last build is noticed.
look_for_onednn() {
  local folder
  [ -z "$wanted_onednn" ] || return 0
  export GANKIT_ONEDNN=0
  for folder in /usr/include /usr/local/include /opt/homebrew/include; do
    if [ -e "$folder/dnnl.h" ]; then GANKIT_ONEDNN=1; fi
  done
}

setup() {
  if ! command -v swift >/dev/null; then
    say "Swift 6.1 or newer is needed, but 'swift' was not found. See https://www.swift.org/install for how to get it."
    exit 1
  fi
  if command -v apt-get >/dev/null; then
    install_with_apt
  elif command -v brew >/dev/null; then
    install_with_brew
  else
    say "Neither apt nor Homebrew was found. Make sure that these libraries are installed with their headers:"
    say "OpenBLAS, libpng, libjpeg-turbo, libwebp, zlib, Cairo, cmark-gfm with its extensions, the DejaVu fonts, and pkg-config."
  fi
  look_for_onednn
}
