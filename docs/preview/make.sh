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

# Takes pictures of a page as wide as a phone and as a desktop, as high as the page is. Chromium lays out no window below 500 pixels,
# but a frame in it, and cuts the picture.
pictures() {
  for width in $3; do
    printf '<!doctype html><body style="margin:0"><iframe id="page" src="%s" style="border:0;width:%spx" onload="
      height = page.contentDocument.documentElement.scrollHeight; page.style.height = height + &quot;px&quot;; document.title = height"></iframe>' \
      "$(basename "$1")" "$width" >"$work/frame.html"
    height=$(chromium --allow-file-access-from-files --dump-dom "file://$work/frame.html" | grep -o '<title>[0-9]*' | grep -o '[0-9]*')
    chromium --allow-file-access-from-files --window-size="$width,$height" --screenshot="$PWD/docs/images/$2-$width.png" "file://$work/frame.html"
    echo "docs/images/$2-$width.png $height"
  done
}

rm -f docs/images/*-1280.png docs/images/*-390.png
for events in docs/preview/one.json docs/preview/digest.json; do
  name=$(basename "$events" .json)
  widths=$([[ $name == one ]] && echo 390 1280 || echo 390)
  for channel in google-chat slack teams; do
    { echo "window.message ="; render "$events" "$channel" --format text; } >"$work/message.js"
    pictures "$work/preview.html" "$channel-$name" "$widths"
  done
  render "$events" email --format html >"$work/mail.html"
  pictures "$work/mail.html" "email-$name" "$widths"
done
