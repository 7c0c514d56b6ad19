<#-- A message for Telegram, see docs/channels.md. The address names the chat. -->
<#assign marks = {"critical": "🔴", "warning": "🟠", "info": "🔵", "recovered": "🟢"}>
{
  "text": "${marks[body.tone()]!} <b>${variables.written.title?json_string}</b>\n<#list variables.written.calls><#items as call>${call?json_string}<#sep> </#items>\n</#list>${variables.written.text?json_string}",
  "parse_mode": "HTML",
  "link_preview_options": {"is_disabled": true}
}
