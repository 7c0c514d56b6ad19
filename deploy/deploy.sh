#!/usr/bin/env bash
# From a clone to a running stack: builds the image, pushes it, deploys deploy/cloudformation.yaml, checks it and sends a test alert.
# Needs docker, podman or buildah, and the AWS CLI. --help lists the options, --dry-run prints the commands.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
template=deploy/cloudformation.yaml
container=spot-interruption-alerts
stack=${DEPLOY_STACK:-spot-interruption-alerts}
engine=${ENGINE:-}
action=deploy
dry=false
tries=true
overrides=()

# The parameters of the template: name, option, variable, "required" or "optional", description.
parameters() {
  awk '
    function row(  option, i, c) {
      for (i = 1; i <= length(name); i++) {
        c = substr(name, i, 1)
        option = option (i > 1 && c ~ /[A-Z]/ ? "-" : "") tolower(c)
      }
      variable = toupper(option)
      gsub("-", "_", variable)
      if (name != "") print name "\t--" option "\tDEPLOY_" variable "\t" need "\t" text
      name = ""
    }
    /^[A-Za-z]/ { row(); inside = $1 == "Parameters:" }
    inside && /^  [A-Za-z]+:$/ { row(); name = $1; sub(":", "", name); need = "required"; text = "" }
    inside && /^    Default:/ { need = "optional" }
    inside && /^    Description:/ { text = $0; sub(/^ *Description: */, "", text); gsub(/^\047|\047$/, "", text) }
  ' "$root/$template"
}

help() {
  cat <<'TEXT'
Usage: deploy/deploy.sh [OPTION VALUE]...

Builds the image, makes a repository for it, pushes it, deploys the stack, runs check in a task, and sends a test alert by each
channel. Run again, it updates the stack: what is not given then stays as it is.

  --stack NAME                      The name of the stack and of the repository. Default: spot-interruption-alerts
  --region REGION                   The Region, if not the AWS CLI's own.
  --engine docker|podman|buildah    What builds the image. Default: the first that works
  --dry-run                         Prints all commands and calls none; what only AWS knows is in <>.
  --no-check                        Runs neither check nor test-alert.
  --push-only                       Ends after the push and prints the name of the image, for deploy/terraform.
  --destroy                         Deletes the stack and the repository; asks before it deletes what was sent.
  --help

Parameters of the stack, also by environment variables (DEPLOY_CLUSTER for --cluster). With --image, which is in a registry
already, nothing is built. Secrets are given by their ARN.

TEXT
  local name option variable need text
  while IFS=$'\t' read -r name option variable need text; do
    if [[ $need == required && $name != Image ]]; then text="$text Required the first time."; fi
    printf '  %-33s %s\n' "$option" "$text"
  done < <(parameters)
}

fail() {
  printf 'deploy.sh: %s\n' "$1" >&2
  exit "${2:-1}"
}

say() { printf '\n== %s\n' "$1" >&2; }

# Prints a command as a shell reads it, in lines of a readable length.
show() {
  local word line='  $'
  for word in "$@"; do
    if [[ $word == *\'* ]]; then
      word="\"$word\""
    elif [[ ! $word =~ ^[A-Za-z0-9_./:=,@\<\>-]+$ && $word != '|' ]]; then
      word="'$word'"
    fi
    if ((${#line} + ${#word} > 118)); then
      printf '%s \\\n' "$line" >&2
      line='     '
    fi
    line="$line $word"
  done
  printf '%s\n' "$line" >&2
}

# Calls a command, unless this is a dry run.
run() {
  show "$@"
  $dry || "$@" >&2
}

# Calls a command for its answer, of which a dry run has the name alone.
ask() {
  local name=$1
  shift
  show "$@"
  if $dry; then printf '<%s>' "$name"; else "$@"; fi
}

# What a parameter was given, if it was.
value() {
  local each
  for each in ${overrides[@]+"${overrides[@]}"}; do
    if [[ $each == "$1="* ]]; then
      printf '%s' "${each#*=}"
      return
    fi
  done
  return 1
}

read_options() {
  local name option variable need text known
  while (($#)); do
    case $1 in
      --help) help && exit ;;
      --dry-run) dry=true && shift && continue ;;
      --no-check) tries=false && shift && continue ;;
      --push-only) action=push && shift && continue ;;
      --destroy) action=destroy && shift && continue ;;
    esac
    [[ $1 == --* ]] || fail "\"$1\" is no option; --help lists them" 2
    (($# > 1)) || fail "$1 needs a value" 2
    case $1 in
      --stack) stack=$2 ;;
      --region) export AWS_REGION=$2 AWS_DEFAULT_REGION=$2 ;;
      --engine) engine=$2 ;;
      *)
        known=$(parameters | awk -F '\t' -v option="$1" '$2 == option { print $1 }')
        [[ -n $known ]] || fail "$1 is no option; --help lists them" 2
        value "$known" >/dev/null && fail "$1 is given twice" 2
        overrides+=("$known=$2")
        ;;
    esac
    shift 2
  done
  while IFS=$'\t' read -r name option variable need text; do
    if [[ -n ${!variable:-} ]]; then value "$name" >/dev/null || overrides+=("$name=${!variable}"); fi
  done < <(parameters)
}

# Without what a first deployment needs, a dry run shows what would stand there.
first_time() {
  local name option variable need text missing='' channel=false
  while IFS=$'\t' read -r name option variable need text; do
    if [[ $text == Channel:* || $name == Config* ]] && [[ -n $(value "$name") ]]; then channel=true; fi
    if [[ $need == required && $name != Image && -z $(value "$name") ]]; then
      missing="$missing"$'\n'"  $option  $text"
      if $dry; then overrides+=("$name=<${option#--}>"); fi
    fi
  done < <(parameters)
  if $dry; then
    $channel || overrides+=("AlertEmail=<alert-email>")
    return
  fi
  [[ -z $missing ]] || fail "the first time these are needed as well:$missing" 2
  $channel || fail 'nobody would be notified: give at least one channel, such as --alert-email or --slack-webhook-secret-arn' 2
}

# A message in one line.
one_line() {
  local said=${1//$'\n'/ }
  printf '%s' "${said# }"
}

# What AWS answers; nothing when there is no such thing, which AWS says with these words.
known() {
  local absent=$1 said
  shift
  if ! { said=$("$@" 2>&1 >&3); } 3>&1 && [[ $said != *"$absent"* ]]; then
    fail "AWS does not answer: log in, set AWS_PROFILE, or get the right to this call. It says: $(one_line "$said")"
  fi
}

find_aws() {
  local version
  if $dry; then return; fi
  command -v aws >/dev/null || fail 'the AWS CLI is missing: install its version 2, and log in'
  version=$(aws --version 2>&1) || true
  case $version in
    aws-cli/1.*) fail "this is version 1 of the AWS CLI (${version%% *}): install version 2, and put it first in PATH" ;;
    aws-cli/*) ;;
    *) fail "the AWS CLI does not work here: \"aws --version\" says \"${version%%$'\n'*}\"" ;;
  esac
  [[ -n ${AWS_REGION:-${AWS_DEFAULT_REGION:-$(aws configure get region || true)}} ]] ||
    fail 'no Region is set: give --region, such as --region eu-west-1'
}

find_engine() {
  local each
  if $dry; then
    engine=${engine:-docker}
    return
  fi
  for each in ${engine:-docker podman buildah}; do
    if "$each" info >/dev/null 2>&1; then
      engine=$each
      return
    fi
  done
  [[ -z $engine ]] || fail "$engine does not work here; \"$engine info\" says why"
  fail 'nothing here builds images: install docker, podman or buildah, start the daemon that docker needs, or give --image'
}

# What is wrong is better said before the image is built than after.
look_before() {
  local now=$1 said='' cluster subnets
  case $now in
    # So is called what AWS keeps of a change set that was refused.
    '' | REVIEW_IN_PROGRESS) first_time ;;
    ROLLBACK_COMPLETE)
      first_time
      say 'The first deployment had failed, and was undone: delete what is left of its stack, which is its name'
      run aws cloudformation delete-stack --stack-name "$stack"
      run aws cloudformation wait stack-delete-complete --stack-name "$stack"
      ;;
    UPDATE_ROLLBACK_FAILED)
      fail "an update of the stack $stack has failed, and cannot be undone: correct what its events name, call \"aws cloudformation continue-update-rollback --stack-name $stack\", and run this again"
      ;;
    *_FAILED) fail "the stack $stack is in the state $now: look at its events, and delete it by --destroy" ;;
    *_IN_PROGRESS) fail "the stack $stack is being changed ($now): run this again when that is done" ;;
  esac
  cluster=$(value Cluster) || true
  subnets=$(value Subnets) || true
  [[ -z $cluster$subnets ]] || say 'Look for the cluster and the subnets'
  [[ -z $cluster ]] || [[ $(ask ACTIVE aws ecs describe-clusters --clusters "$cluster" --query 'clusters[0].status' --output text) == *ACTIVE* ]] ||
    fail "there is no cluster $cluster in this Region; \"aws ecs list-clusters\" lists them"
  if [[ -n $subnets ]]; then
    # shellcheck disable=SC2206 # one word each
    local of=(aws ec2 describe-subnets --subnet-ids ${subnets//,/ } --query 'Subnets[].[SubnetId,AvailabilityZone]' --output text)
    show "${of[@]}"
    $dry || said=$("${of[@]}" 2>&1) ||
      fail "not all of the subnets $subnets are in this Region; \"aws ec2 describe-subnets\" lists them. AWS says: $(one_line "$said")"
    $dry || printf '%s\n' "$said" >&2
  fi
}

# The tag of the image that these sources make: the digest of the Dockerfile and of all that it copies, and the architecture.
source_tag() {
  local sha256=(sha256sum)
  command -v sha256sum >/dev/null || sha256=(shasum -a 256)
  # shellcheck disable=SC2046 # one word each
  find Dockerfile $(awk '$1 == "COPY" && $2 !~ /^--/ { for (i = 2; i < NF; i++) print $i }' Dockerfile) -type f |
    LC_ALL=C sort -u | xargs "${sha256[@]}" | "${sha256[@]}" | awk -v of="$1" '{ print substr($1, 1, 12) "-" of }'
}

push_image() {
  local repository='' platform=linux/amd64 architecture image='<tag>'
  architecture=$(value CpuArchitecture) || true
  if [[ -z $architecture ]]; then
    # For the kind of this machine, since building for another takes long.
    architecture=X86_64
    case $(uname -m) in aarch64 | arm64) architecture=ARM64 ;; esac
    overrides+=("CpuArchitecture=$architecture")
  fi
  if [[ $architecture == ARM64 ]]; then platform=linux/arm64; fi
  $dry || image=$(source_tag "${platform#*/}")

  say 'Make the repository, unless it is there'
  local of=(aws ecr describe-repositories --repository-names "$stack" --query 'repositories[0].repositoryUri' --output text)
  show "${of[@]}"
  $dry || repository=$(known RepositoryNotFoundException "${of[@]}")
  if [[ -z $repository ]]; then
    repository=$(ask repository aws ecr create-repository --repository-name "$stack" --image-scanning-configuration scanOnPush=true \
      --image-tag-mutability IMMUTABLE --query repository.repositoryUri --output text)
    run aws ecr put-lifecycle-policy --repository-name "$stack" --lifecycle-policy-text file://deploy/lifecycle.json \
      --query repositoryName --output text
  fi
  overrides=("Image=$repository:$image" ${overrides[@]+"${overrides[@]}"})

  say 'Look for the image of these sources, by a tag that is their digest'
  of=(aws ecr describe-images --repository-name "$stack" --image-ids "imageTag=$image" --query 'imageDetails[0].imageDigest' --output text)
  show "${of[@]}"
  if ! $dry && "${of[@]}" >/dev/null 2>&1; then
    printf 'The repository has it: nothing is built.\n' >&2
    return
  fi

  say 'Build the image'
  # Only in this format buildah and podman keep HEALTHCHECK; an attestation would be an image of its own in the repository.
  export BUILDAH_FORMAT=docker BUILDX_NO_DEFAULT_ATTESTATIONS=1
  run "$engine" build --platform "$platform" --tag "$repository:$image" .

  say 'Push the image'
  show aws ecr get-login-password '|' "$engine" login --username AWS --password-stdin "${repository%%/*}"
  $dry || aws ecr get-login-password | "$engine" login --username AWS --password-stdin "${repository%%/*}" >&2
  run "$engine" push "$repository:$image"
}

deploy_stack() {
  say "Deploy the stack, and wait until its task runs: some minutes"
  run aws cloudformation deploy --stack-name "$stack" --template-file "$template" --capabilities CAPABILITY_IAM \
    --no-fail-on-empty-changeset --parameter-overrides "${overrides[@]}" || {
    aws cloudformation describe-stack-events --stack-name "$stack" --output text \
      --query "StackEvents[?contains(ResourceStatus, 'FAILED')].[LogicalResourceId, ResourceStatusReason]" >&2 || true
    fail 'the stack was not deployed; the lines above say why. Correct it, and run this again'
  }
}

# What the stack has made, and where: lines of name and value.
read_stack() {
  made=$(ask made aws cloudformation describe-stacks --stack-name "$stack" --output text --query \
    "Stacks[0].[Parameters[?ParameterKey=='Cluster'].[ParameterKey,ParameterValue],Outputs[].[OutputKey,OutputValue]][]")
}

made() {
  if $dry; then printf '<%s>' "$1"; else awk -v name="$1" '$1 == name { print $2 }' <<<"$made"; fi
}

# How the service runs: what it takes to run a task beside it.
read_service() {
  local launch provider network
  read -r launch provider network <<<"$(ask 'launch-type> None <network' aws ecs describe-services --cluster "$(made Cluster)" \
    --services "$(made ServiceName)" --output text --query \
    'services[0].[launchType,capacityProviderStrategy[0].capacityProvider,to_string(networkConfiguration)]')"
  beside=(--launch-type "$launch")
  if [[ $provider != None ]]; then beside=(--capacity-provider-strategy "capacityProvider=$provider"); fi
  beside+=(--network-configuration "$network")
}

# Runs a command of the program in a task of its own, beside that of the service and as that one, and prints what it says.
in_task() {
  local cluster task code
  cluster=$(made Cluster)
  say "$2"
  task=$(ask task aws ecs run-task --cluster "$cluster" --task-definition "$(made TaskDefinitionArn)" --started-by deploy.sh \
    "${beside[@]}" --query 'tasks[0].taskArn' --output text \
    --overrides "{\"containerOverrides\":[{\"name\":\"$container\",\"command\":[\"$1\"]}]}")
  run aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"
  run aws logs get-log-events --log-group-name "$(made LogGroupName)" --log-stream-name "alerts/$container/${task##*/}" \
    --start-from-head --query 'events[].[message]' --output text || true
  code=$(ask 0 aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --output text \
    --query 'tasks[0].[containers[0].exitCode,stoppedReason]')
  $dry || [[ $code == 0[[:space:]]* ]] ||
    fail "$1 did not succeed (exit code and reason: ${code//$'\t'/, }). The stack is there: correct what the lines above name, and run this again"
}

destroy() {
  local answer=no table='<Table>' letters='<DeadLetters>' each
  say 'Delete the stack'
  # A stack may have no resources.
  $dry || made=$(known 'does not exist' aws cloudformation describe-stack-resources --stack-name "$stack" --output text \
    --query "StackResources[].[LogicalResourceId,PhysicalResourceId] || 'none'")
  if ! $dry && [[ -z $made ]]; then
    printf 'There is none of the name %s.\n' "$stack" >&2
  else
    if ! $dry; then
      table=$(made Table)
      letters=$(made DeadLetters)
      printf '\nThe table %s keeps what was sent, silences and the history; the queue %s keeps what could not be sent.\n' \
        "$table" "$letters" >&2
      printf 'Delete both for good? [yes/no] ' >&2
      read -r answer || true
    fi
    run aws cloudformation delete-stack --stack-name "$stack"
    run aws cloudformation wait stack-delete-complete --stack-name "$stack"
    [[ $answer == yes ]] || say 'The table and the dead letters are kept. These commands delete them'
    for each in "aws dynamodb delete-table --table-name $table --query TableDescription.TableName --output text" \
      "aws sqs delete-queue --queue-url $letters"; do
      # shellcheck disable=SC2086 # a command in words
      if [[ $answer == yes ]]; then run $each; else show $each; fi
    done
  fi
  say 'Delete the repository and its images'
  run aws ecr delete-repository --repository-name "$stack" --force --query repository.repositoryName --output text ||
    printf 'There is none.\n' >&2
}

read_options "$@"
cd "$root"
find_aws
if [[ $action == destroy ]]; then
  destroy
  exit
fi
now=''
if [[ $action == deploy ]] && ! $dry; then
  now=$(known 'does not exist' aws cloudformation describe-stacks --stack-name "$stack" --query 'Stacks[0].StackStatus' --output text)
fi
if [[ -z $(value Image) ]]; then find_engine; fi
if [[ $action == deploy ]]; then look_before "$now"; fi
if [[ -z $(value Image) ]]; then push_image; fi
if [[ $action == push ]]; then
  printf '%s\n' "$(value Image)"
  exit
fi
deploy_stack
read_stack
if $tries; then
  read_service
  in_task check 'Check the set-up, from where the program runs'
  in_task test-alert 'Send a test alert by each channel'
fi
say "It runs. Its dashboard: $(made DashboardUrl)"
