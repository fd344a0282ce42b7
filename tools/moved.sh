# Sourced by ./learn and ./test: handles the build folder of a checkout that was moved or copied.

# Whether this account may write to a build folder and its contents, or create it.
can_write() {
  local place
  [ -e "$1" ] || { [ -w "$home" ]; return; }
  for place in "$1" "$1/build.db" "$1/.lock" "$1/learn" "$1/release/."; do
    [ ! -e "$place" ] || [ -w "$place" ] || return 1
  done
}

# The build system writes absolute paths, which are wrong in a checkout that was moved or copied: 'missing required
# module SwiftShims'. Compiled files are then deleted; the packages that were fetched stay (there may be no network),
# and so does the built program, in case the sources do not compile.
drop_moved_build() {
  local build=$1 was place
  if [ -e "$build/learn/checkout" ]; then
    was=$(cat "$build/learn/checkout")
  elif [ -e "$build/release.yaml" ]; then
    # Built by hand, or before the path of the checkout was recorded.
    if grep -q -F "\"$home/" "$build/release.yaml"; then was=$home; else was="another folder"; fi
  else
    was=$home
  fi
  if [ "$was" != "$home" ]; then
    say "This checkout was moved or copied here from $was: everything is built again, once."
    for place in "$build"/*; do
      case "${place##*/}" in
        checkouts | repositories | artifacts | workspace-state.json | learn) ;;
        release) [ -L "$place" ] || rm -rf "$place" ;;
        *)
          if [ -d "$place/release" ]; then
            find "$place" -mindepth 1 -maxdepth 1 ! -name release -exec rm -rf {} +
            find "$place/release" -mindepth 1 -maxdepth 1 ! -name lesson-runner -exec rm -rf {} +
          else
            rm -rf "$place"
          fi
          ;;
      esac
    done
  fi
  mkdir -p "$build/learn"
  printf '%s\n' "$home" >"$build/learn/checkout"
}
