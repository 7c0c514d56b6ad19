<#-- The plain text part of a mail. The body is an org.spotalert.channel.AlertMessage; this is plain text, nothing is escaped. -->
${body.headline}

${body.happened}
<#if body.partial>

PARTIAL: not everything could be looked up: ${body.partialReason}
</#if>

WHAT TO LOOK AT FIRST
<#list body.advice as sentence>
  ${sentence}
</#list>

TIME
  noticed             ${body.time.noticedAt}
  reclaim time        ${body.time.reclaimAt}
                      ${body.time.text}

INSTANCE
  instance            ${body.instance.id}
  name                ${body.instance.name}
  type                ${body.instance.type}
  zone                ${body.instance.zone}
  account             ${body.instance.account}
  region              ${body.instance.region}
  cluster             ${body.instance.cluster}
  container instance  ${body.instance.status}
  Auto Scaling group  ${body.instance.autoScalingGroup}
  running for         ${body.instance.age}
<#if body.services?has_content>

AFFECTED SERVICES (${body.services?size})
<#list body.services as service>
  ${service.name} in ${service.cluster}
    ${service.figures}
    task definition ${service.taskDefinition}; <#if service.known>${service.loadBalanced?then("load balanced", "not load balanced")}<#else>load balancing unknown</#if>
</#list>
</#if>
<#if body.standaloneTasks?has_content>

STANDALONE TASKS (${body.standaloneTasks?size}), restarted by nobody
<#list body.standaloneTasks as task>
  ${task.id}  ${task.taskDefinition}  ${task.group}
</#list>
</#if>
<#if body.daemonTasks gt 0>

LEFT OUT
  ${body.daemonTasks} daemon task<#if body.daemonTasks gt 1>s</#if>
</#if>

AWS CONSOLE
<#list body.links as link>
  ${link.label}: ${link.url}
</#list>
