<#include "/shared/alert.txt.ftl">
<#list body.services as service>
${service.name}: ${service.url}
</#list>
