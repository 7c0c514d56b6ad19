package org.spotalert.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.spotalert.platform.settings.InvalidSettingsException;

/** Settings as an operator gives them, in a Region. */
abstract class ReadSettings {

    final Map<String, String> properties = new HashMap<>(Map.ofEntries(
            Map.entry("spot.config.refresh", "10m"),
            Map.entry("spot.queue", "spot"),
            Map.entry("spot.queue.visibility-timeout", "30"),
            Map.entry("spot.queue.wait-time", "5"),
            Map.entry("spot.batch.interval", "1s"),
            Map.entry("spot.batch.late", "10s"),
            Map.entry("spot.batch.max-in-flight", "1000"),
            Map.entry("spot.enrich.timeout", "5s"),
            Map.entry("spot.enrich.quota-share", "50%"),
            Map.entry("spot.events", "interruption-warning,state-change"),
            Map.entry("spot.drain", "false"),
            Map.entry("spot.recovery", "true"),
            Map.entry("spot.recovery.interval", "15s"),
            Map.entry("spot.recovery.timeout", "10m"),
            Map.entry("spot.recovery.details", "1m"),
            Map.entry("spot.provision", "false"),
            Map.entry("spot.provision.rule", "spot-interruption-alerts"),
            Map.entry("spot.store.url", "jdbc:h2:mem:settings"),
            Map.entry("spot.store.retention", "336h"),
            Map.entry("spot.store.lease", "15s"),
            Map.entry("spot.history.retention", "2160h"),
            Map.entry("spot.routes", "routes"),
            Map.entry("spot.channel.google-chat.messages-per-second", "1"),
            Map.entry("spot.channel.email.messages-per-minute", "60"),
            Map.entry("spot.channel.timeout", "60s"),
            Map.entry("spot.channel.fallback-after", "20s"),
            Map.entry("spot.management.user", "admin"),
            Map.entry("camel.management.port", "9876"),
            Map.entry("spot.timezone", "UTC"),
            Map.entry("spot.templates", "templates")));

    @BeforeEach
    void region() {
        System.setProperty("aws.region", "eu-west-1");
    }

    @AfterEach
    void noRegion() {
        System.clearProperty("aws.region");
    }

    Settings read() {
        return new Settings(name -> Optional.ofNullable(properties.get(name))).requireAll();
    }

    List<String> problems() {
        List<String> problems = new java.util.ArrayList<>();
        assertThatThrownBy(this::read)
                .asInstanceOf(type(InvalidSettingsException.class))
                .satisfies(bad -> problems.addAll(bad.problems()));
        return problems;
    }
}
