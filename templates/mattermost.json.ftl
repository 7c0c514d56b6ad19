<#-- A message for Mattermost or Rocket.Chat, see docs/channels.md. Only attachments have an edge of a colour. -->
<#assign colours = {"critical": "#b3261e", "warning": "#e69100", "info": "#1a5fb4", "recovered": "#2e7d32"}>
{
  "text": "**${variables.written.title?json_string}**<#list variables.written.calls>\n<#items as call>${call?json_string}<#sep> </#items></#list>",
  "attachments": [{
    "color": "${colours[body.tone()]!"#888888"}",
    "fallback": "${variables.written.title?json_string}",
    "text": "${variables.written.text?json_string}"
  }]
}
