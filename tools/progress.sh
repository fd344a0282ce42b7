# Sourced by program.sh: shows how far a build has got.

# How many modules a build compiles, judged by the files that changed: a module and all modules that import it.
modules_to_build() {
  local lessons=0 changed=0 place
  for place in "$home"/Sources/Lessons/*/; do lessons=$((lessons + 1)); done
  changed=$(grep '^Sources/Lessons/' <<<"$1" | cut -d/ -f3 | sort -u | grep -c . || :)
  if [ ! -x "$program" ] || [ ! -e "$build_folder/release.yaml" ]; then
    # Three of other packages, the eleven shared ones, the lessons, lesson-runner.
    echo $((14 + lessons + 1))
  elif grep -q -v -E '^(Sources/(Lessons|Pictures|Datasets|Judges|Figures|Markup|TerminalText|LessonKit|Authoring|WebPages|lesson-runner)|tools)/' <<<"$1"; then
    echo $((9 + lessons + 1))
  elif grep -q '^Sources/Pictures/' <<<"$1"; then
    echo $((7 + lessons + 1))
  elif grep -q '^Sources/Datasets/' <<<"$1"; then
    echo $((5 + lessons + 1))
  elif grep -q '^Sources/Markup/' <<<"$1"; then
    echo $((5 + lessons + 1))
  elif grep -q -E '^Sources/(Figures|Judges|TerminalText)/' <<<"$1"; then
    echo $((4 + lessons + 1))
  elif grep -q '^Sources/LessonKit/' <<<"$1"; then
    echo $((3 + lessons + 1))
  elif grep -q -E '^Sources/(Authoring|WebPages)/' <<<"$1"; then
    echo $((changed + 2))
  else
    echo $((changed + 1))
  fi
}

# The progress line of a build that has run for some seconds, judged by its log.
progress_line() {
  local log=$1 total=$2 seconds=$3 modules count last
  if tail -n 1 "$log" | grep -q '^Another instance of SwiftPM'; then
    printf 'Waiting for another build in this checkout  %d s' "$seconds"
    return
  fi
  modules=$(sed -n -E 's/^\[[0-9]+\/[0-9]+\] (Compiling|Emitting module) ([A-Za-z0-9_]+) .*\.swift$/\2/p' "$log" | awk '!seen[$0]++')
  count=$(grep -c . <<<"$modules" || :)
  last=$(tail -n 1 <<<"$modules")
  [ "$count" -le "$total" ] || total=$count
  if grep -q -E '^\[[0-9]+/[0-9]+\] Linking ' "$log"; then
    last="linking"
  elif [ "$count" -gt 0 ]; then
    last="$last done"
  elif grep -q '^\[' "$log"; then
    last="C code"
  elif grep -q '^Fetching' "$log"; then
    last="fetching packages"
  else
    last="preparing"
  fi
  printf 'Building  %d/%d  %s  %d s' "$count" "$total" "$last" "$seconds"
}

# Shows progress until it is killed or this script's process ends: one line that is redrawn on a terminal, a line every
# ten seconds elsewhere.
show_progress() {
  local log=$1 total=$2 start=$SECONDS next=10 seconds width line
  while sleep 1 </dev/null >/dev/null 2>&1; do
    kill -0 $$ 2>/dev/null || return 0
    seconds=$((SECONDS - start))
    if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then
      width=$(stty size <&2 2>/dev/null | cut -d' ' -f2)
      [ "${width:-0}" -gt 0 ] || width=80
      line=$(progress_line "$log" "$total" "$seconds")
      printf '\r\033[K%s' "${line:0:$((width - 1))}" >&2
    elif [ "$seconds" -ge "$next" ]; then
      next=$((next + 10))
      printf '%s\n' "$(progress_line "$log" "$total" "$seconds")" >&2
    fi
  done
}

# Runs a command with its output in a log, and shows progress meanwhile.
with_progress() {
  local log=$1 total=$2 result=0 watcher
  shift 2
  : >"$log"
  show_progress "$log" "$total" &
  watcher=$!
  # The watcher must not outlive an interrupted build. A gentler signal can be lost while the watcher starts.
  trap 'kill -9 $watcher 2>/dev/null || :' EXIT
  "$@" </dev/null >"$log" 2>&1 || result=$?
  trap - EXIT
  kill -9 "$watcher" 2>/dev/null || :
  wait "$watcher" 2>/dev/null || :
  if [ -t 2 ] && [ "${TERM:-dumb}" != dumb ]; then printf '\r\033[K' >&2; fi
  return $result
}
