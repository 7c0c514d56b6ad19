#!/usr/bin/env bash
# Draws docs/images/*.png from what the program would send. Needs ./mvnw package before, and Chromium.
# The JSON of Chat, Slack and Teams is drawn by draw.js, which only resembles the real thing; the mail is the mail.
set -euo pipefail
cd "$(dirname "$0")/../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp docs/preview/preview.html docs/preview/draw.js "$work"
mkdir -p docs/images

# Nothing is sent: the settings only have to be there.
export AWS_REGION=eu-west-1 SMTP_HOST=mail.example.com EMAIL_FROM=spot@example.com EMAIL_TO=on-call@example.com
export GOOGLE_CHAT_WEBHOOK='https://chat.googleapis.com/v1/spaces/AAAA/messages?key=k&token=t'
export SLACK_WEBHOOK_URL=https://hooks.slack.com/services/T0/B0/x
export TEAMS_WEBHOOK_URL=https://default.environment.api.powerplatform.com/workflows/x

# Prints what the channel would send about the events in a file.
render() {
  java -jar target/spot-interruption-alerts.jar render "$1" --channel "$2" "${@:3}"
}

chromium() {
  command chromium --headless --no-sandbox --hide-scrollbars --disable-gpu "$@" 2>/dev/null
}

# Takes a picture of a page, as high as the page is.
picture() {
  sed 's#</main>#</main><script>addEventListener("load", () => { document.title = document.documentElement.scrollHeight; })</script>#
       s#</body>#<script>document.title = document.documentElement.scrollHeight;</script></body>#' "$1" >"$1.measured.html"
  height=$(chromium --window-size=680,100 --dump-dom "file://$1.measured.html" | grep -o '<title>[0-9]*' | grep -o '[0-9]*')
  chromium --window-size="680,$height" --screenshot="$PWD/docs/images/$2.png" "file://$1"
  echo "docs/images/$2.png"
}

for events in docs/preview/one.json docs/preview/digest.json; do
  name=$(basename "$events" .json)
  for channel in google-chat slack teams; do
    { echo "window.message ="; render "$events" "$channel" --format text; } >"$work/message.js"
    picture "$work/preview.html" "$channel-$name"
  done
  render "$events" email --format html >"$work/mail.html"
  picture "$work/mail.html" "email-$name"
done
