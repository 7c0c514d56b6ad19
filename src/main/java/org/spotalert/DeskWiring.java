package org.spotalert;

import org.apache.camel.spi.Registry;
import org.spotalert.channel.desk.Jira;
import org.spotalert.channel.desk.JiraAnswer;
import org.spotalert.channel.desk.PagerDuty;
import org.spotalert.channel.desk.ServiceNow;
import org.spotalert.channel.desk.ServiceNowAnswer;
import org.spotalert.config.DeskSettings;

/** Makes the parts of the channels that keep a record of each thread: PagerDuty, Jira and ServiceNow. */
final class DeskWiring {

    private final Registry registry;

    DeskWiring(Registry registry) {
        this.registry = registry;
    }

    void bind(DeskSettings settings) {
        registry.bind("pagerDuty", new PagerDuty());
        if (settings.jira() != null) {
            registry.bind("jira", new Jira(settings.jira()));
            registry.bind("jiraAnswer", new JiraAnswer());
        }
        if (settings.serviceNow() != null) {
            registry.bind("serviceNow", new ServiceNow(settings.serviceNow()));
            registry.bind("serviceNowAnswer", new ServiceNowAnswer());
        }
    }
}
