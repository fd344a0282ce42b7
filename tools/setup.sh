# Sourced by ./learn and ./test: checks Swift and installs the system libraries that are missing.
# Does nothing, and needs no network, where all are there.

. "$home/tools/messages.sh"
. "$home/tools/apt.sh"
. "$home/tools/brew.sh"

# What whoever started the script wants: 0, 1, or nothing, which means: use it where it is there.
wanted_onednn=${GANKIT_ONEDNN:-}

# Says whether oneDNN is there. A change of this variable makes the build system look at Package.swift again, so that a
# library that was installed or removed since the last build is noticed.
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
