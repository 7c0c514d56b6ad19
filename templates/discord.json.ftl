<#-- A message for Discord, see docs/channels.md. The colours are red, amber, blue and green, as numbers. -->
<#macro ids calls><#list calls as call>"${call?replace("[^0-9]", "", "r")}"<#sep>, </#list></#macro>
<#assign colours = {"critical": 11740958, "warning": 15110400, "info": 1728452, "recovered": 3046706}>
{
  "content": "**${variables.written.title?json_string}**<#list variables.written.calls>\n<#items as call>${call?json_string}<#sep> </#items></#list>",
  "embeds": [{"description": "${variables.written.text?json_string}", "color": ${colours[body.tone()]!8947848?c}}],
  "allowed_mentions": {
    "parse": [],
    "users": [<@ids calls=variables.written.calls?filter(call -> !call?contains("&"))/>],
    "roles": [<@ids calls=variables.written.calls?filter(call -> call?contains("&"))/>]
  }
}
