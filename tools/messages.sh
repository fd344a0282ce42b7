# What the scripts say: on standard error, because standard output belongs to the program.

say() { printf '%s\n' "$*" >&2; }

# A word as a shell wants it.
quoted() {
  case "$1" in
    '' | *[!A-Za-z0-9_./:+@%=,-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
  esac
}

# How somebody who may not write in this checkout gets one to build and change.
say_how_to_copy() {
  local name
  name=$(quoted "$(basename -- "$home")")
  # With the times of files, so that nothing has to be built. 'git clone' refuses what belongs to somebody else.
  say "For a checkout of your own: cp -Rp $(quoted "$home") ~/$name; chmod -R u+w ~/$name"
}
