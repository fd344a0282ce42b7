# Sourced by ./learn: makes sure that lesson-runner exists and, if possible, that it was built from the current sources.

. "$home/tools/setup.sh"
. "$home/tools/moved.sh"
. "$home/tools/sources.sh"
. "$home/tools/progress.sh"
. "$home/tools/errors.sh"

build_folder=$home/.build
notes=$build_folder/learn
program=$build_folder/release/lesson-runner

# Takes the program's arguments.
ready_program() {
  local sources
  unset GANLESSONS_BUILD_ERROR GANLESSONS_NOT_BUILT GANLESSONS_OLDER_PROGRAM
  look_for_onednn
  sources=$(sources_now)
  if can_write "$build_folder"; then
    # If nothing changed, neither the package manager nor the build system is asked.
    if program_is_of "$sources" && holds toolchain "$(toolchain_now)" && program_starts; then return; fi
    setup
    drop_moved_build "$build_folder"
    build_program "$sources" "$@"
  else
    use_program_of_others "$sources"
  fi
}

# For a checkout in which this account may not write, such as a teacher's.
use_program_of_others() {
  if [ ! -x "$program" ]; then
    say "Nothing has been built in $home yet, and this account may not write there."
    say_how_to_copy
    exit 1
  fi
  # If it does not start, libraries are missing.
  program_starts || setup
  if [ -n "$(targets_not_built "$(changed_files "$1")")" ]; then
    say "The program in $home is older than its sources, and this account may not write there to build it again."
    export GANLESSONS_OLDER_PROGRAM=1
    say "Running the older program; it may not do what the current sources say."
    say_how_to_copy
  fi
}

build_program() {
  local sources=$1 log=$notes/log.$$ changed
  shift
  changed=$(changed_files "$sources")
  [ -x "$program" ] || say "Building; the first time takes a few minutes ..."
  if with_progress "$log" "$(modules_to_build "$changed")" \
    swift build --package-path "$home" -c release --product lesson-runner; then
    note_build "$sources"
    rm -f "$log"
  else
    go_on_without_build "$log" "$changed" "$@"
  fi
}

# A build failed. Everything that does not need a broken target continues with the program that was built last;
# lesson-runner refuses the rest, as told by $GANLESSONS_BUILD_ERROR (a line for each broken target) and
# $GANLESSONS_NOT_BUILT (a line for each target whose changes the program lacks).
go_on_without_build() {
  local log=$notes/log changed=$2 errors
  mv -f "$1" "$log"
  shift 2
  errors=$(short_errors "$log")
  if ! program_starts; then
    full_errors "$log" >&2
    exit 1
  fi
  if [ -z "$(targets_not_built "$changed")" ]; then
    say "The program could not be built again:"
    say "$errors"
    say "Using the program that was built last; it was built from the same sources."
    return
  fi
  case " $* " in
    *" run "*) full_errors "$log" >&2 ;;
    *)
      say "$(head -n 3 <<<"$errors")"
      [ "$(grep -c . <<<"$errors")" -le 3 ] || say "... and more: the compiler's full output is in $log."
      ;;
  esac
  GANLESSONS_BUILD_ERROR=$(broken_targets "$errors")
  GANLESSONS_NOT_BUILT=$(targets_not_built "$changed")
  export GANLESSONS_BUILD_ERROR GANLESSONS_NOT_BUILT
  say "The sources do not compile: using the last program that was built, without the changes made since."
}
