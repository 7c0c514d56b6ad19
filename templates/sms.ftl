<#-- What an SMS says: the first of these lines that fits, the last one cut if none does. -->
<#list body.headlines as line>
${line}
</#list>
