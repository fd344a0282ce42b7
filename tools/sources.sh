# Sourced by program.sh: keeps track of what the program was built from. Three notes in .build/learn, written after a
# successful build, record it: 'sources', 'toolchain' and 'program'. While they are true, nothing has to be built.

# Prints the size, modification time and path of files.
if stat -c %n / >/dev/null 2>&1; then
  file_states=(env TZ=UTC stat -L -c '%s|%y|%n')
else
  file_states=(stat -L -f '%z|%Fm|%N')
fi

# Every source file, so that a deleted one is noticed too.
sources_now() {
  (cd "$home" && { find -L Package.swift Sources tools -type f -exec "${file_states[@]}" {} + 2>/dev/null || :; } | LC_ALL=C sort)
}

# The compiler and what it finds on this machine. Since 'swift --version' takes longer than everything else here, the
# compiler's file stands for its version, together with the files in which version managers record the chosen one.
toolchain_now() {
  local place
  printf 'GANKIT_ONEDNN=%s\n' "${GANKIT_ONEDNN:-}"
  for place in "$(command -v swift || :)" "$home/.swift-version" \
    "${SWIFTLY_HOME_DIR:-${HOME:-}/.local/share/swiftly}/config.json" /var/db/xcode_select_link; do
    if [ -e "$place" ]; then "${file_states[@]}" "$place"; fi
  done
}

# The state of the built program's file, and of the file with the versions of the packages in it.
program_now() {
  local place
  for place in "$program" "$home/Package.resolved"; do
    if [ -e "$place" ]; then (cd "$home" && "${file_states[@]}" "${place#"$home/"}"); fi
  done
}

holds() { [ -e "$notes/$1" ] && [ "$(cat "$notes/$1")" = "$2" ]; }

program_starts() { [ -x "$program" ] && "$program" --version </dev/null >/dev/null 2>&1; }

# Whether the program was built from the sources as listed.
program_is_of() { [ -x "$program" ] && holds program "$(program_now)" && holds sources "$1"; }

note_build() {
  mkdir -p "$notes"
  printf '%s\n' "$1" >"$notes/sources"
  toolchain_now >"$notes/toolchain"
  program_now >"$notes/program"
  # The compiler makes its cache unreadable to others, who then could not copy the checkout. The umask still applies.
  chmod -R +rX "$build_folder/release/" 2>/dev/null || :
}

# The source files that changed since the program was built, one path per line; all of them if that is unknown.
changed_files() {
  if [ ! -x "$program" ]; then
    printf '%s\n' "$1" | cut -d'|' -f3-
  elif holds program "$(program_now)" && [ -e "$notes/sources" ]; then
    { printf '%s\n' "$1"; cat "$notes/sources"; } | LC_ALL=C sort | uniq -u | cut -d'|' -f3- | LC_ALL=C sort -u
  else
    (cd "$home" && find -L Package.swift Sources -type f -newer "$program" 2>/dev/null || :)
  fi
}

# The target of a source file: a lesson's, or 'library' for everything that all lessons share.
target_of() {
  local path=$1
  case "$path" in
    Sources/Lessons/*/*)
      path=${path#Sources/Lessons/}
      printf '%s\n' "${path%%/*}"
      ;;
    *) echo library ;;
  esac
}
