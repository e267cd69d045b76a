#!/usr/bin/env bash
# What action.yml runs: one check, told as GitHub shows things. Annotations go to the log, the findings to the
# summary of the run, SARIF and JSON to files. Inputs come as JURISMAP_… variables.
set -Eeuo pipefail

scratch=$(mktemp -d "${RUNNER_TEMP:-/tmp}/jurismap.XXXXXX")
json=$scratch/findings.json
sarif=${JURISMAP_SARIF_FILE:-$scratch/findings.sarif}
summary=$scratch/summary.md

# refuse CODE RESULT REASON: ends, nothing having been checked, and lets nobody think otherwise.
refuse() {
  trap - ERR
  echo "::error title=Jurismap::$3"
  echo "**Jurismap has checked nothing:** $3" >>"$GITHUB_STEP_SUMMARY"
  printf 'exit-code=%s\nresult=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
  exit "$1"
}

# What fails here must not end with 1, which is a gap.
trap 'refuse 5 error "an error of its script, on line $LINENO."' ERR

arguments=(check --format=github)

# option NAME VALUE: an option, where it has a value.
option() {
  if [ -n "$2" ]; then arguments+=("--$1=$2"); fi
}

# options NAME LINES: an option for each line.
options() {
  while IFS= read -r line || [ -n "$line" ]; do option "$1" "${line%$'\r'}"; done <<<"$2"
}

# flag NAME VALUE: an option without a value.
flag() {
  case $2 in
    true) arguments+=("--$1") ;;
    false | '') ;;
    *) refuse 2 wrong-input "the input $1 is true or false." ;;
  esac
}

case $sarif in *$'\n'*) refuse 2 wrong-input 'the input sarif-file is one path.' ;; esac

option as-of "$JURISMAP_AS_OF"
option packs "$JURISMAP_PACKS"
options fail-on "$JURISMAP_FAIL_ON"
flag allow-undetermined "$JURISMAP_ALLOW_UNDETERMINED"
flag require-scope "$JURISMAP_REQUIRE_SCOPE"
option baseline "$JURISMAP_BASELINE"
option waivers "$JURISMAP_WAIVERS"
option api "$JURISMAP_API"
arguments+=("--report=json=$json" "--report=sarif=$sarif" "--report=markdown=$summary" --)
while IFS= read -r file || [ -n "$file" ]; do
  file=${file%$'\r'}
  if [ -n "$file" ]; then arguments+=("$file"); fi
done <<<"$JURISMAP_FILES"
if [ "${arguments[${#arguments[@]} - 1]}" = -- ]; then
  refuse 2 wrong-input 'the input files names no profile.'
fi

# Installed apart from the check, so that no failure to install looks like a gap, and away from the profiles, so that no
# file beside them changes what is installed.
if ! npm install --prefix "$scratch" --ignore-scripts --no-audit --no-fund --loglevel=error -- "$JURISMAP_PACKAGE"; then
  refuse 5 error 'its package could not be installed; the log of this step says why.'
fi

# What is wrong with a profile is told as FILE:LINE:COLUMN, which GitHub shows on that line. In one stream, so that none of
# it comes after the matcher is gone.
echo "::add-matcher::${GITHUB_ACTION_PATH:?}/integrations/github/problems.json"
code=0
"$scratch/node_modules/.bin/jurismap" "${arguments[@]}" 2>&1 || code=$?
echo '::remove-matcher owner=jurismap::'

case $code in
  0 | 1 | 3 | 4) ;;
  2) refuse 2 wrong-input 'the input or the call is wrong; the log of this step says where.' ;;
  *) refuse "$code" error 'an error of Jurismap itself; the log of this step says more.' ;;
esac

# GitHub refuses a summary of more than a mebibyte, and then shows none at all.
if [ "$(wc -c <"$summary")" -le 1000000 ]; then
  cat -- "$summary" >>"$GITHUB_STEP_SUMMARY"
else
  echo "The findings are too many to show here. They are in the log and in \`$json\`." >>"$GITHUB_STEP_SUMMARY"
fi
result=$(node -p 'JSON.parse(fs.readFileSync(process.argv[1], "utf8")).gate.result' "$json")
printf '%s\n' "exit-code=$code" "result=$result" "json-file=$json" "sarif-file=$sarif" >>"$GITHUB_OUTPUT"
exit "$code"
