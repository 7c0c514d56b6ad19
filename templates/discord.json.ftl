<#-- A message for Discord, see docs/channels.md. The colours are red, amber, blue and green, as numbers. -->
<#assign colours = {"critical": 11740958, "warning": 15110400, "info": 1728452, "recovered": 3046706}>
{
  "content": "${variables.written.title?json_string}",
  "embeds": [{"description": "${variables.written.text?json_string}", "color": ${colours[body.tone()]!8947848?c}}],
  "allowed_mentions": {"parse": []}
}
