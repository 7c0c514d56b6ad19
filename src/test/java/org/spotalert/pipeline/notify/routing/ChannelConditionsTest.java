package org.spotalert.pipeline.notify.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.component.direct.DirectEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.util.ObjectHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spotalert.platform.settings.InvalidSettingsException;

class ChannelConditionsTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void bind() {
        context.addRoutePolicyFactory(new ChannelConditions());
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void start(String only) throws Exception {
        context.getPropertiesComponent().setInitialProperties(properties(only));
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("journal.camel.yaml", """
                - route:
                    id: channel-journal
                    group: channel
                    from:
                      uri: direct
                      parameters:
                        name: channel-journal
                        timeout: 7
                      steps:
                        - log: sent
                """));
        context.start();
    }

    @Test
    void conditionComesFromASettingAndOptionsOfTheEndpointStay() throws Exception {
        start("severity>=critical, cluster=shop*|payments, tag:team=on call");

        assertThat(channel())
                .satisfies(channel -> assertThat(channel.endpoint()).isEqualTo("direct://channel-journal"))
                .satisfies(channel -> assertThat(channel.name()).isEqualTo("journal"))
                .satisfies(channel -> assertThat(channel.condition())
                        .hasToString("severity>=critical, cluster=shop*|payments, tag:team=on call"));
        assertThat(((DirectEndpoint) context.getRoute("channel-journal").getEndpoint()).getTimeout())
                .isEqualTo(7);
    }

    @Test
    void withoutAConditionEveryAlertIsWanted() throws Exception {
        start("");

        assertThat(channel().condition().wantsAll()).isTrue();
    }

    @Test
    void brokenConditionIsABadSettingThatNamesThePlace() {
        Throwable failure = catchThrowable(() -> start("clustr=shop"));

        assertThat(ObjectHelper.getException(InvalidSettingsException.class, failure)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("spot.channel.journal.only, or the parameter only in the file of the channel journal: in"
                        + " \"clustr=shop\": \"clustr\" is none of severity,");
    }

    private RunningChannel channel() {
        return ChannelConditions.channel(context.getRoute("channel-journal"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "none", textBlock = """
            cluster=shop*, tag:team=a ; none       ; cluster=shop*, tag:team=a
            none                      ; tag:team=b ; tag:team=b
            none                      ; tag:team=R&D, tag:name=a+b|100%|c(d) ; tag:team=R&D, tag:name=a+b|100%|c(d)
            tag:team=R&D%20           ; none       ; tag:team=R&D%20
            cluster=shop*             ; tag:team=b ; cluster=shop*
            none                      ; none       ; ''
            """)
    void channelFromATemplateHasAConditionOfItsOwnOrItsSetting(
            @Nullable String parameter, @Nullable String property, String condition) throws Exception {
        if (property != null) {
            context.getPropertiesComponent().setInitialProperties(properties(property));
        }
        String only = parameter == null ? "" : "\n      - {name: only, value: \"" + parameter + "\"}";
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("journal.camel.yaml", """
                - routeTemplate:
                    id: journal
                    parameters:
                      - name: channel
                      - {name: only, required: false}
                      - {name: minSeverity, required: false, defaultValue: "{{spot.channel.journal.min-severity:}}"}
                    route:
                      group: channel
                      from:
                        uri: direct:channel-{{channel}}
                        steps:
                          - log: sent
                - templatedRoute:
                    routeTemplateRef: journal
                    routeId: channel-journal
                    parameters:
                      - {name: channel, value: journal}%s
                """.formatted(only)));
        context.start();

        assertThat(channel().condition()).hasToString(condition);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            WARNING  ; ''            ; severity>=warning
            critical ; cluster=shop* ; severity>=critical, cluster=shop*
            """)
    void leastSeverityIsAskedForBesides(String severity, String only, String condition) throws Exception {
        context.getPropertiesComponent().addInitialProperty("spot.channel.journal.min-severity", severity);
        channelFromATemplateHasAConditionOfItsOwnOrItsSetting(only, null, condition);
    }

    @Test
    void everyTemplateOfAChannelTakesACondition() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes", "templates"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().contains("- {name: only, required: false"));
        }
    }

    private static Properties properties(String only) {
        Properties properties = new Properties();
        properties.putAll(Map.of("spot.channel.journal.only", only));
        return properties;
    }
}
