<#-- The text of an SNS message: an announcement, or one or a thousand instances; SNS takes 256 KiB. -->
<#if body.announcement>
<#include "/announcement.txt.ftl">
<#else>
<#assign mostInstances = 1000>
<#include "/message.txt.ftl">
</#if>
