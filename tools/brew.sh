# Sourced by setup.sh: the packages that are installed with Homebrew.

# Neither OpenBLAS nor oneDNN: matrices are multiplied by Accelerate, which is part of macOS.
brew_packages=(libpng jpeg-turbo webp zlib cairo cmark-gfm pkg-config)

install_with_brew() {
  local missing=() package
  for package in "${brew_packages[@]}"; do
    brew list --versions "$package" >/dev/null 2>&1 || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] || brew install "${missing[@]}" >&2
  # If oneDNN is installed all the same: it has no pkg-config file, so that the compiler's own variables lead to its header and library.
  export CPATH="$(brew --prefix)/include:${CPATH:-}" LIBRARY_PATH="$(brew --prefix)/lib:${LIBRARY_PATH:-}"
}
