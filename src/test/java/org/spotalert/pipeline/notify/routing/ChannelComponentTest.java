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

class ChannelComponentTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void bind() {
        context.addComponent("direct", new ChannelComponent());
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
                        only: "{{spot.channel.journal.only:}}"
                        timeout: 7
                      steps:
                        - log: told
                """));
        context.start();
    }

    @Test
    void conditionComesFromAPropertyAndTheOtherOptionsStay() throws Exception {
        start("severity>=critical, cluster=shop*|payments, tag:team=on call");

        DirectEndpoint endpoint =
                (DirectEndpoint) context.getRoute("channel-journal").getEndpoint();
        assertThat(ChannelEndpoint.channel(endpoint))
                .satisfies(channel -> assertThat(channel.endpoint()).isEqualTo("direct://channel-journal"))
                .satisfies(channel -> assertThat(channel.name()).isEqualTo("journal"))
                .satisfies(channel -> assertThat(channel.condition())
                        .hasToString("severity>=critical, cluster=shop*|payments, tag:team=on call"));
        assertThat(endpoint.getTimeout()).isEqualTo(7);
    }

    @Test
    void withoutAConditionEveryAlertIsWanted() throws Exception {
        start("");

        assertThat(ChannelEndpoint.channel(context.getRoute("channel-journal").getEndpoint())
                        .condition()
                        .wantsAll())
                .isTrue();
    }

    @Test
    void brokenConditionIsABadSettingThatNamesThePlace() {
        Throwable failure = catchThrowable(() -> start("clustr=shop"));

        assertThat(ObjectHelper.getException(InvalidSettingsException.class, failure)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("spot.channel.journal.only, or the option only in the file of the channel journal: in"
                        + " \"clustr=shop\": \"clustr\" is none of severity,");
    }

    /** As every route template of a channel has it: its own parameter, or else the channel's setting. */
    private static final String ONLY = "parameters: {only: \"RAW({{only:{{spot.channel.{{channel}}.only:}}}})\"";

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
                    route:
                      group: channel
                      from:
                        uri: direct:channel-{{channel}}
                        %s}
                        steps:
                          - log: told
                - templatedRoute:
                    routeTemplateRef: journal
                    routeId: channel-journal
                    parameters:
                      - {name: channel, value: journal}%s
                """.formatted(ONLY, only)));
        context.start();

        assertThat(ChannelEndpoint.channel(context.getRoute("channel-journal").getEndpoint())
                        .condition())
                .hasToString(condition);
    }

    @Test
    void everyTemplateOfAChannelTakesACondition() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes", "templates"))) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(file).content().contains(ONLY));
        }
    }

    private static Properties properties(String only) {
        Properties properties = new Properties();
        properties.putAll(Map.of("spot.channel.journal.only", only));
        return properties;
    }
}
