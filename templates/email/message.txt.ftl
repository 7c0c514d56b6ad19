<#-- The plain text part of a mail: about alerts, or an announcement. -->
<#if body.announcement>
<#include "/announcement.txt.ftl">
<#else>
<#assign mostInstances = 200>
<#include "/message.txt.ftl">
</#if>
