<#-- The plain text part of a mail. -->
<#assign mostInstances = 200>
<#include "/message.txt.ftl">
