# Sourced by setup.sh: the packages that are installed with Homebrew.

brew_packages=(openblas onednn libpng jpeg-turbo zlib cairo cmark-gfm pkg-config)

install_with_brew() {
  local missing=() package
  for package in "${brew_packages[@]}"; do
    brew list --versions "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] || brew install "${missing[@]}" >&2
  # Homebrew keeps OpenBLAS out of the default search path.
  export PKG_CONFIG_PATH="$(brew --prefix openblas)/lib/pkgconfig:${PKG_CONFIG_PATH:-}"
  # oneDNN has no pkg-config file: the compiler's own variables lead to its header and library.
  export CPATH="$(brew --prefix)/include:${CPATH:-}" LIBRARY_PATH="$(brew --prefix)/lib:${LIBRARY_PATH:-}"
}
