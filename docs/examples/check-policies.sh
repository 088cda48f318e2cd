#!/usr/bin/env bash
# What a build server does with a repository of policies: no problem is left, all of it is tested, and it is said what
# changes for whom. Stops with an error at the first that does not hold; a policy that changes is none.
#
#     check-policies.sh [FOLDER] [BRANCH]      policies and origin/main, if not said
#
# LEAST says how much of each policy its tests have to come to, in percent; 100 if not said.
set -euo pipefail
policies=${1:-policies}
base=$(git merge-base "${2:-origin/main}" HEAD)

dunwell check --strict "$policies"
dunwell test --fail-under "${LEAST:-100}" "$policies"

before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
for file in $(git diff --name-only --diff-filter=M "$base" -- "$policies"); do
  grep -q '^dunwell:' "$file" || continue # a policy test, or a note
  git show "$base:$file" >"$before/policy.yaml"
  echo
  echo "== $file"
  dunwell diff --format markdown "$before/policy.yaml" "$file" || [ $? = 1 ] # 1: something changes
done
