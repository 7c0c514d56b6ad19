<#-- An event for an alert source of incident.io, see docs/channels.md. All messages of a thread have one key. -->
{
  "title": "${variables.written.title?json_string}",
  "description": "${variables.written.text?json_string}",
  "deduplication_key": "${body.thread?json_string}",
  "status": "${body.recovered?then("resolved", "firing")}",
  <#if body.links?has_content>"source_url": "${body.links[0].url?json_string}",</#if>
  "metadata": {
    <#list variables.written.calls>"people": [<#items as call>"${call?json_string}"<#sep>, </#items>],</#list>
    "severity": "${body.severity?json_string}",
    "kind": "${body.scope.kinds.first(3)?json_string}",
    "cluster": "${body.scope.clusters.first(8)?json_string}",
    "region": "${body.scope.regions.first(8)?json_string}",
    "account": "${body.scope.accounts.first(8)?json_string}",
    "services": [<#list body.services[0..*20] as service>"${service.name?json_string}"<#sep>, </#list>]
  }
}
