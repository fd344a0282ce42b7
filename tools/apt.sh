# Sourced by setup.sh: the packages that are installed with apt.

apt_packages=(
  libopenblas-dev libpng-dev libjpeg-dev libwebp-dev zlib1g-dev libcairo2-dev libcmark-gfm-dev libcmark-gfm-extensions-dev
  fonts-dejavu-core pkg-config
)
# Makes matrix products faster, and convolutions on processors without AVX2; it is not packaged for every processor. An
# optional package never makes a command fail.
optional_apt_package=libdnnl-dev
# Written when the optional package could not be installed, so that later commands neither try again nor say so again.
optional_note=$home/.build/learn/without-$optional_apt_package

install_with_apt() {
  local missing=() package present
  present=$(dpkg-query -W -f='${Package} ${Status}\n' "${apt_packages[@]}" "$optional_apt_package" 2>/dev/null || :)
  for package in "${apt_packages[@]}"; do
    has_package "$package" || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ] && { has_package "$optional_apt_package" || [ "$wanted_onednn" = 0 ]; }; then return; fi
  apt_log=$(mktemp)
  if [ ${#missing[@]} -gt 0 ]; then
    if ! may_install; then
      say "These packages are missing, and this account may not install them: ${missing[*]}"
      say "Ask an administrator to run: apt-get install ${missing[*]}"
      rm -f "$apt_log"
      exit 1
    fi
    # This comes first: lists that were never fetched, or only in part, do not mention the optional package.
    say "Installing ${missing[*]} ..."
    fetch_package_lists
    if ! apt_get install "${missing[@]}"; then
      tail -n 20 "$apt_log" >&2
      rm -f "$apt_log"
      say "The installation failed; the lines above say why. Without a network, install them from another source."
      exit 1
    fi
  fi
  has_package "$optional_apt_package" || [ "$wanted_onednn" = 0 ] || install_optional
  rm -f "$apt_log"
}

# Whether dpkg-query listed a package as installed.
has_package() { grep -q "^$1 .* ok installed\$" <<<"$present"; }

# Whether this account is root or may become it. Remembers how in as_root.
may_install() {
  as_root=()
  [ "$(id -u)" -ne 0 ] || return 0
  command -v sudo >/dev/null || return 1
  as_root=(sudo)
}

lists_fetched=

fetch_package_lists() {
  [ -z "$lists_fetched" ] || return 0
  lists_fetched=yes
  # Old lists may still be good enough: the installation will show.
  ${as_root[@]+"${as_root[@]}"} apt-get update </dev/null >"$apt_log" 2>&1 || :
}

apt_get() {
  DEBIAN_FRONTEND=noninteractive ${as_root[@]+"${as_root[@]}"} apt-get "$1" -y --no-install-recommends "${@:2}" \
    </dev/null >>"$apt_log" 2>&1
}

# Asks for the optional package once in a checkout. Never fails.
install_optional() {
  [ ! -e "$optional_note" ] || return 0
  if may_install; then
    # Nobody is asked for a password for something optional.
    [ ${#as_root[@]} -eq 0 ] || as_root=(sudo -n)
    if ! apt-cache show "$optional_apt_package" >/dev/null 2>&1; then fetch_package_lists; fi
    if ! apt-cache show "$optional_apt_package" >/dev/null 2>&1; then
      say "The package lists have no $optional_apt_package for this machine: building without it; some steps will be slower."
    else
      say "Installing $optional_apt_package ..."
      if apt_get install "$optional_apt_package"; then return 0; fi
      say "$optional_apt_package could not be installed: building without it; some steps will be slower."
    fi
  else
    say "$optional_apt_package is not installed, and this account may not install it: building without it; some steps will be slower."
  fi
  say "To install it later: apt-get install $optional_apt_package"
  mkdir -p "$(dirname -- "$optional_note")" 2>/dev/null && : >"$optional_note" || :
}
