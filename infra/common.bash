# shellcheck shell=bash
#
# What infra/deploy and infra/destroy share. Not to be run by itself: they set "work", a folder of
# their own, and "stack_id".
# shellcheck disable=SC2034,SC2154

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "${0##*/}: $*"
  exit 1
}

# Wrong input: exit status 2, as the everhook command has it.
refuse() {
  say "${0##*/}: $*"
  exit 2
}

problems=()
missing() { problems+=("$*"); }

# Gathers what is missing, so that a person mends it all at once.
need_tool() {
  command -v "$1" >/dev/null || missing "$1 is not on the PATH: $2"
}

need_aws() {
  command -v aws >/dev/null || return 0
  if [ -z "${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}}" ]; then
    missing "no region: give --region, or set AWS_REGION"
  elif ! account=$(aws sts get-caller-identity --query Account --output text 2>"$work/error"); then
    missing "no credentials that work: $(tail -n 1 "$work/error")"
  fi
}

refuse_if_missing() {
  [ ${#problems[@]} -gt 0 ] || return 0
  printf '%s: %s\n' "${0##*/}" "${problems[@]}" >&2
  exit 2
}

use_region() {
  export AWS_REGION=$1 AWS_DEFAULT_REGION=$1
}

# The status of a stack, by name or id; empty where there is none.
status_of() {
  aws cloudformation describe-stacks --stack-name "$1" \
    --query 'Stacks[0].StackStatus' --output text 2>/dev/null || true
}

# Everything of a stack's events that was not there when this began, oldest first.
seen=
show_events() {
  local id line
  while IFS=$'\t' read -r id line; do
    case $seen in *"|$id|"*) continue ;; esac
    seen="$seen|$id|"
    [ -z "${1:-}" ] || say "  ${line//$'\t'/  }"
  done < <(aws cloudformation describe-stack-events --stack-name "$stack_id" --max-items 100 \
    --query "reverse(StackEvents)[].[EventId, LogicalResourceId, ResourceStatus, not_null(ResourceStatusReason, '')]" \
    --output text 2>/dev/null | grep -v '^None$')
}

# Shows events until the stack is at rest; leaves its last status in "status".
follow() {
  while true; do
    show_events aloud
    status=$(status_of "$stack_id")
    case $status in
      *_IN_PROGRESS) sleep "${EVERHOOK_POLL_SECONDS:-5}" ;;
      *) break ;;
    esac
  done
  show_events aloud
}
