<#-- An announcement as plain text, for SNS and for mails. The body is an org.spotalert.channel.message.AnnouncementMessage. Nothing
     is escaped. -->
${body.headline}

${body.happened}

<#list body.facts as fact>
  ${fact.label?right_pad(12)}${fact.text}
</#list>
<#if body.entries?has_content>

ALERTS
<#list body.entries as entry>
  ${entry}
</#list>
<#if body.unlisted gt 0>
  and ${body.unlisted} more
</#if>
</#if>
