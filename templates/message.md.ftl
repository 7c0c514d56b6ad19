<#-- What a message says, the same in every channel; the channel decides how it looks. Markdown: the first heading is the headline,
     **strong**, `code`, [a link](https://...), [a time](time:SECONDS). A paragraph is a line. Of a list the last items go when a
     channel has no room. The body is an org.spotalert.channels.message.AlertMessage, see docs/templates.md. -->
<#assign one = body.instances[0]>
<#function known values between=", " longest=80>
<#return values?filter(value -> value != "" && value != "unknown")?map(value -> value?truncate_c(longest, "…"))?join(between)>
</#function>
<#function named what value>
<#return (value == "unknown")?then("", what + " " + value)>
</#function>
# ${body.headline}

<#list body.remarks[0..*5] as remark>
${remark?truncate_c(400, "…")}

</#list>
<#if body.partial?has_content && !body.several>
**PARTIAL: not everything could be looked up**: ${body.partial[0].reason?truncate_c(400, "…")}

</#if>
<#list body.services as service>
- **${service.name}**<#if body.several> in ${service.cluster}</#if>  ${service.figures}<#if !body.resolution><#if service.loadBalanced>, behind a load balancer</#if><#if service.why?has_content>; ${service.why}</#if></#if>
</#list>

<#if body.resolution && !body.services?has_content>
${body.happened}
<#elseif !body.resolution>
${body.happened} ${body.time.label}: <#if body.time.announced>[${body.time.reclaimAt}](time:${body.time.second}), ${body.time.text}<#else>${body.time.reclaimAt}</#if>.
</#if>

<#if body.standaloneTasks?has_content>
## Standalone tasks, restarted by nobody
<#list body.standaloneTasks as task>
- **${task.group}** ${task.id}, ${task.taskDefinition}<#if body.several>, on ${task.instance}</#if>
</#list>
</#if>

## What to do
<#list body.advice as sentence>
- ${sentence}
</#list>
<#list body.drain[0..*3] as command>
- Drain: `${command}`
</#list>

<#if body.owners?has_content>
## Owner
<#list body.owners as owner>
- <#if owner.name?has_content>**${owner.name}**<#else>nobody named</#if><#if body.services?size + body.standaloneTasks?size gt 1>: ${owner.services.first(4)}</#if><#if owner.runbook?has_content>, [runbook](<${owner.runbook}>)</#if>
</#list>
</#if>

<#if body.partial?has_content && body.several>
## PARTIAL: not everything could be looked up
<#list body.partial as missing>
- ${missing.reason?truncate_c(400, "…")} (${missing.instances.first(8)})
</#list>
</#if>

<#if body.several>
## ${body.instances?size} ${body.noun}, worst and most urgent first
${known([named("clusters", body.scope.clusters.known.first(8)), named("zones", body.scope.zones.known.first(8)), named("types", body.scope.types.known.first(8))], "; ", 300)}
${known([named("accounts", body.scope.accounts.known.first(8)), named("Regions", body.scope.regions.known.first(8))], "; ", 300)}<#if body.daemonTasks gt 0>; left out: ${body.daemonTasks} daemon tasks</#if>

<#list body.instances[0..*20] as instance>
- `${instance.id}` ${known([instance.type, instance.zone, instance.cluster, instance.status, body.resolution?then("", instance.time.text)])}
</#list>
<#list (body.instances?size gt 20)?then(body.instances[20..]?chunk(10), []) as some>
- <#list some as instance>`${instance.id}`<#sep> </#list>
</#list>
<#else>
## ${one.task?then("Fargate task", "Instance")}
`${one.id}` ${known([one.type, one.zone, named("name", one.name), one.status])}
${known([named("cluster", one.cluster), named("group", one.autoScalingGroup), named("running for", one.age), named("account", one.account), one.region])}
Noticed ${body.time.noticedAt}<#if body.daemonTasks gt 0>; left out: ${body.daemonTasks} daemon task<#if body.daemonTasks gt 1>s</#if></#if>
</#if>

## AWS console
<#list body.links[0..*4] as link>
- [${link.label}](<${link.url}>)
</#list>
