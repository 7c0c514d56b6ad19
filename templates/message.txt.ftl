<#-- The alerts as plain text, for SNS and for mails. The body is an org.spotalert.channels.message.AlertMessage, which is about one
     instance or a digest about several; mostInstances is how many instances are shown: 50, unless the template that includes this
     one says otherwise. Nothing is escaped. -->
<#assign mostInstances = mostInstances!50>
<#assign mostRows = 200>
<#assign mostLinks = body.several?then(10, mostRows)>
<#macro more all shown>
<#if all gt shown>
  and ${all - shown} more
</#if>
</#macro>
${body.headline}
<#list body.remarks>

<#items as remark>
${remark}
</#items>
</#list>

${body.happened}
<#if body.partial?has_content && !body.several>

PARTIAL: not everything could be looked up: ${body.partial[0].reason}
</#if>
<#if body.services?has_content>

SERVICES (${body.services?size})<#if body.several>, worst first</#if>
<#list body.services[0..*mostRows] as service>
  ${service.name} in ${service.cluster}
    ${service.figures}
    task definition ${service.taskDefinition}; <#if service.known>${service.loadBalanced?then("load balanced", "not load balanced")}<#else>load balancing unknown</#if>
</#list>
<@more all=body.services?size shown=mostRows/>
</#if>
<#if body.standaloneTasks?has_content>

STANDALONE TASKS (${body.standaloneTasks?size}), restarted by nobody
<#list body.standaloneTasks[0..*mostRows] as task>
  ${task.id}  ${task.taskDefinition}  ${task.group}<#if body.several>  on ${task.instance}</#if>
</#list>
<@more all=body.standaloneTasks?size shown=mostRows/>
</#if>

WHAT TO DO
<#list body.advice as sentence>
  ${sentence}
</#list>

TIME
<#if body.resolution>
  noticed             ${body.time.noticedAt}
<#elseif body.several>
  ${("first " + body.time.label?lower_case)?right_pad(20)}${body.time.reclaimAt}
                      ${body.time.text}
<#else>
  noticed             ${body.time.noticedAt}
  ${body.time.label?lower_case?right_pad(20)}${body.time.reclaimAt}
                      ${body.time.text}
</#if>

<#if body.several>
${body.noun?upper_case} (${body.instances?size})
  clusters            ${body.scope.clusters.first(8)}
  zones               ${body.scope.zones.first(8)}
  types               ${body.scope.types.first(8)}
  accounts            ${body.scope.accounts.first(8)}
  regions             ${body.scope.regions.first(8)}
<#else>
<#assign instance = body.instances[0]>
${instance.task?then("FARGATE TASK", "INSTANCE")}
<#if instance.task>
  task                ${instance.id}
<#else>
  instance            ${instance.id}
  name                ${instance.name}
</#if>
  type                ${instance.type}
  zone                ${instance.zone}
  account             ${instance.account}
  region              ${instance.region}
  cluster             ${instance.cluster}
<#if !instance.task>
  container instance  ${instance.status}
  Auto Scaling group  ${instance.autoScalingGroup}
  running for         ${instance.age}
</#if>
</#if>
<#if body.daemonTasks gt 0>

LEFT OUT
  ${body.daemonTasks} daemon task<#if body.daemonTasks gt 1>s</#if>
</#if>
<#if body.partial?has_content && body.several>

PARTIAL: not everything could be looked up
<#list body.partial[0..*mostRows] as missing>
  ${missing.reason}: ${missing.instances.first(10)}
</#list>
<@more all=body.partial?size shown=mostRows/>
</#if>

AWS CONSOLE
<#list body.links[0..*mostLinks] as link>
  ${link.label}: ${link.url}
</#list>
<@more all=body.links?size shown=mostLinks/>
<#if body.several>

${body.noun?upper_case}, worst and most urgent first
<#list body.instances[0..*mostInstances] as instance>
  ${instance.id}  ${instance.type}  ${instance.zone}  ${instance.cluster}<#if body.scope.accounts.known.all?size gt 1>  ${instance.account}</#if><#if !instance.task>  ${instance.status}</#if><#if !body.resolution>  ${instance.time.text}</#if>
</#list>
<@more all=body.instances?size shown=mostInstances/>
</#if>
