<#-- An incident for AWS DevOps Agent, see docs/channels.md. All messages of a thread have one id. -->
<#assign priorities = {"critical": "CRITICAL", "warning": "HIGH", "info": "LOW"}>
<#assign update = body.resolution || body.scope.kinds.all?seq_contains("detail")>
{
  "eventType": "incident",
  "incidentId": "${body.thread?json_string}",
  "action": "${body.recovered?then("resolved", update?then("updated", "created"))}",
  "priority": "${priorities[body.severity]!"MEDIUM"}",
  "title": "${variables.written.title?json_string}",
  "description": "${variables.written.text?json_string}",
  "timestamp": "${.now?iso_utc}",
  <#if body.services?has_content>"service": "${body.services[0].name?json_string}",</#if>
  "data": {"metadata": {
    "cluster": "${body.scope.clusters.first(8)?json_string}",
    "region": "${body.scope.regions.first(8)?json_string}",
    "account": "${body.scope.accounts.first(8)?json_string}",
    "instances": [<#list body.instances[0..*20] as instance>"${instance.id?json_string}"<#sep>, </#list>]
  }}
}
