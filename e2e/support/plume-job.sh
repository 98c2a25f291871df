#!/usr/bin/env bash
# The main job with nothing but curl and a key: from a file of people to the numbers of a report.
# Usage: plume-job.sh BASE KEY FILE   (BASE is http://127.0.0.1:4580/plume, or without the prefix)
# Prints what the server answered, one line of JSON for each step.
set -euo pipefail
base=$1 key=$2 file=$3

ask() { # METHOD PATH [curl options…]
  local method=$1 path=$2
  shift 2
  curl --silent --show-error --fail-with-body --request "$method" --header "Authorization: Bearer $key" "$@" "$base$path"
  echo
}
post() { ask POST "$1" --header 'Content-Type: application/json' --data "$2"; }
member() { sed -n "s/.*\"$1\":\"\{0,1\}\([^\",}]*\).*/\1/p"; } # of one flat object

brand=$(post /api/brands '{"name":"Mill Lane","fromName":"Mill Lane Bakery","fromEmail":"hello@mill-lane.example"}' | member id)
list=$(post /api/lists "{\"name\":\"By script $$\",\"brandId\":\"$brand\"}" | member id)
ask POST "/api/lists/$list/import" --form "file=@$file" --form consent=existing

campaign=$(post /api/campaigns "{
  \"subject\": \"{{ contact.first_name | default: 'Hello' }}, the oven is hot\",
  \"brandId\": \"$brand\",
  \"htmlBody\": \"<h1>Bread</h1><p>For {{ contact.email }}: <a href=\\\"https://mill-lane.example/bread\\\">the menu</a>.</p>\"
}" | member id)
post "/api/campaigns/$campaign/test" '{"email":"me@mill-lane.example"}'
post "/api/campaigns/$campaign/send" "{\"listId\":\"$list\"}"

until [ "$(ask GET "/api/campaigns/$campaign" | member status)" = sent ]; do sleep 0.2; done
ask GET "/api/campaigns/$campaign/report"
