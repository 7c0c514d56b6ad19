<#-- The text of an SNS message about one or a thousand instances; SNS takes 256 KiB. -->
<#assign mostInstances = 1000>
<#include "/message.txt.ftl">
