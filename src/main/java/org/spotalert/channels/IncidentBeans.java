package org.spotalert.channels;

import org.apache.camel.spi.Registry;
import org.spotalert.channels.jira.Jira;
import org.spotalert.channels.jira.JiraResponse;
import org.spotalert.channels.pagerduty.PagerDuty;
import org.spotalert.channels.servicenow.ServiceNow;
import org.spotalert.channels.servicenow.ServiceNowResponse;

/** Makes the parts of the channels that keep a record of each thread: PagerDuty, Jira and ServiceNow. */
public final class IncidentBeans {

    private final Registry registry;

    public IncidentBeans(Registry registry) {
        this.registry = registry;
    }

    public void bind(IncidentSettings settings) {
        registry.bind("pagerDuty", new PagerDuty());
        if (settings.jira() != null) {
            registry.bind("jira", new Jira(settings.jira()));
            registry.bind("jiraAnswer", new JiraResponse());
        }
        if (settings.serviceNow() != null) {
            registry.bind("serviceNow", new ServiceNow(settings.serviceNow()));
            registry.bind("serviceNowAnswer", new ServiceNowResponse());
        }
    }
}
