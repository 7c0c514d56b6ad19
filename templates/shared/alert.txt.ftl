${body.headline}

${body.whatHappened}
Time: ${body.timing}
<#if body.partialReason?has_content>
PARTIAL, not everything is known: ${body.partialReason}
</#if>

Look first:
<#list body.advice as advice>
- ${advice}
</#list>

<#if body.services?has_content>
Services that lose tasks:
<#list body.services as service>
- ${service.name} (cluster ${service.cluster}): loses ${service.tasks}; ${service.counts}; ${service.taskDefinition}<#if service.note?has_content>; ${service.note}</#if>
</#list>

</#if>
<#if body.standaloneTasks?has_content>
Standalone tasks:
<#list body.standaloneTasks as task>
- ${task.taskDefinition} (${task.group}), task ${task.taskId}
</#list>

</#if>
<#if body.daemonTasks gt 0>
Daemon tasks left out: ${body.daemonTasks}

</#if>
<#list body.facts as fact>
${fact.label}: ${fact.value}
</#list>

<#list body.links as link>
${link.label}: ${link.url}
</#list>
