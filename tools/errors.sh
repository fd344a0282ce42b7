# Sourced by program.sh: what a build that failed said.

# The compiler's errors, one a line and once each: path, line, column, text; paths from the checkout.
short_errors() {
  local line found=
  while IFS= read -r line; do
    found=yes
    printf '%s\n' "${line#"$home/"}"
  done < <(grep -E '^[^ ].*:[0-9]+:[0-9]+: (fatal )?error: ' "$1" | awk '!seen[$0]++')
  [ -z "$found" ] || return 0
  # Not in a source file: a package that cannot be fetched, the linker.
  grep -E '(^|[ :])error: ' "$1" | awk '!seen[$0]++' | head -n 3 | grep . || tail -n 1 "$1"
}

# All that the compiler said, without the lines of progress.
full_errors() {
  grep -v -E '^(\[[0-9]+/[0-9]+\] |Building for |Fetch(ing|ed) |Comput(ing|ed) |Creating working copy |Working copy of )' "$1" || :
}

# The targets that do not compile, after short_errors: a line each with the target, a space, and its first error.
broken_targets() {
  local line target seen=" "
  while IFS= read -r line; do
    target=$(target_of "$line")
    case "$seen" in *" $target "*) continue ;; esac
    seen="$seen$target "
    printf '%s %s\n' "$target" "$line"
  done <<<"$1"
}

# The targets, a line each, whose changes are not in the program that was built last.
targets_not_built() {
  local path
  while IFS= read -r path; do
    case "$path" in '' | tools/*) ;; *) target_of "$path" ;; esac
  done <<<"$1" | sort -u
}
