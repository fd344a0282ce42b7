# Sourced by program.sh: the output of a build that failed.

# The compiler's errors, one per line, each only once: path within the checkout, line, column, message.
short_errors() {
  local line found=
  while IFS= read -r line; do
    found=yes
    printf '%s\n' "${line#"$home/"}"
  done < <(grep -E '^[^ ].*:[0-9]+:[0-9]+: (fatal )?error: ' "$1" | awk '!seen[$0]++')
  [ -z "$found" ] || return 0
  # Errors that are not in a source file: a package that cannot be fetched, or the linker's.
  grep -E '(^|[ :])error: ' "$1" | awk '!seen[$0]++' | head -n 3 | grep . || tail -n 1 "$1"
}

# All of the compiler's output, without the lines of progress.
full_errors() {
  grep -v -E '^(\[[0-9]+/[0-9]+\] |Building for |Fetch(ing|ed) |Comput(ing|ed) |Creating working copy |Working copy of )' "$1" || :
}

# The targets that do not compile, from the output of short_errors: one line each with the target, a space and its first
# error.
broken_targets() {
  local line target seen=" "
  while IFS= read -r line; do
    target=$(target_of "$line")
    case "$seen" in *" $target "*) continue ;; esac
    seen="$seen$target "
    printf '%s %s\n' "$target" "$line"
  done <<<"$1"
}

# The targets, one per line, whose changes are not in the program that was built last.
targets_not_built() {
  local path
  while IFS= read -r path; do
    case "$path" in '' | tools/*) ;; *) target_of "$path" ;; esac
  done <<<"$1" | sort -u
}
