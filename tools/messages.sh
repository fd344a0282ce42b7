# The scripts' messages go to standard error, because standard output belongs to the program.

say() { printf '%s\n' "$*" >&2; }

# A word, quoted for a shell if necessary.
quoted() {
  case "$1" in
    '' | *[!A-Za-z0-9_./:+@%=,-]*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
    *) printf '%s' "$1" ;;
  esac
}

# How someone who may not write in this checkout gets one that they can build and change.
say_how_to_copy() {
  local name
  name=$(quoted "$(basename -- "$home")")
  # Copying keeps the times of files, so that nothing has to be built. 'git clone' refuses a folder that belongs to
  # someone else.
  say "For a checkout of your own: cp -Rp $(quoted "$home") ~/$name; chmod -R u+w ~/$name"
}
