<#-- The description of an incident, or a work note; ServiceNow takes 4,000 characters, and what is longer loses its end. -->
<#assign mostInstances = 50>
<#include "/message.txt.ftl">
