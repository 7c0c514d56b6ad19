package org.spotalert.pipeline.page;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;
import org.spotalert.model.Incident;
import org.spotalert.model.MaintenanceWindow;
import org.spotalert.model.Samples;
import org.spotalert.model.Scope;
import org.spotalert.model.Silence;
import org.spotalert.pipeline.decide.Schedules;
import org.spotalert.pipeline.decide.silence.SilenceApi;
import org.spotalert.pipeline.store.TestStore;
import org.spotalert.platform.management.Login;

class PageTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Login LOGIN = new Login("admin", "a-password-that-nobody-guesses");
    private static final String HOSTILE = "<script>document.title='run'</script>\"'&\u202E" + "x".repeat(65_536);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TestStore store = TestStore.inMemory();
    private final SilenceApi silences = new SilenceApi(store.access(), CLOCK);
    private final MaintenanceWindow window = new MaintenanceWindow(
            "nightly", Schedules.parse("daily 11:00-13:00"), Scope.EVERYTHING, "ops", "updates", null);
    private final Page page = new Page(
            new Views(store.access(), silences::notOver, () -> List.of(window), () -> Set.of("slack", "sns"), CLOCK),
            silences,
            LOGIN,
            CLOCK);
    private final List<Incident> incidents = new Incidents30Days(NOW).all(200);

    @BeforeEach
    void keep() {
        save(incidents);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void save(List<Incident> saved) {
        Set<String> refused = store.access().ask(any -> any.incidents().save(saved));
        assertThat(refused).isEmpty();
    }

    private String shown(String view, String query) {
        PageReply reply = page.show(view, query);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.body();
    }

    @Test
    void nowShowsWhatIsOpenAndForHowLong() {
        assertThat(shown("now", ""))
                .contains("<strong>1 min 40 s</strong> left", "<strong>7 s</strong> left", "being checked");
        assertThat(page.show("now", "").refresh()).isNull();
        assertThat(page.show("now", "refresh=on").refresh()).isEqualTo(10);
    }

    @Test
    void timelineHasTheDecisionTheChannelsAndTheEnd() {
        Incident incident = incidents.stream()
                .filter(any -> any.recovery() != null && any.recovery().result() != null)
                .findFirst()
                .orElseThrow();

        assertThat(shown("incident", "key=" + incident.key()))
                .contains(
                        "AWS gives the notice: interruption warning",
                        "Decision: notify",
                        "slack has it",
                        "AWS takes the instance",
                        "What each rule said");
        assertThat(page.show("incident", "key=none").status()).isEqualTo(404);
    }

    @Test
    void historyGoesOnUntilEveryIncidentWasListedOnce() {
        List<String> listed = new ArrayList<>();
        String query = "?since=30d";
        while (query != null) {
            PageReply reply = page.table("incidents", query.substring(1) + "&cluster=shop");
            rows(reply).forEach(row -> listed.add(row.path("key").asText()));
            query = reply.next() == null ? null : reply.next().replaceAll(".*(\\?[^>]*)>.*", "$1");
        }

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(incidents.stream()
                        .filter(incident -> "shop".equals(incident.impact().clusterName()))
                        .map(Incident::key)
                        .toList());
        String first = shown("history", "since=30d");
        String next = first.replaceAll("(?s).*rel=\"next\" href=\"\\?([^\"]*)\".*", "$1")
                .replace("&amp;", "&");
        assertThat(shown("history", next)).contains("Latest").isNotEqualTo(first);
    }

    private static List<JsonNode> rows(PageReply reply) {
        try {
            List<JsonNode> rows = new ArrayList<>();
            JSON.readTree(reply.body()).forEach(rows::add);
            return rows;
        } catch (Exception noJson) {
            throw new AssertionError(reply.body(), noJson);
        }
    }

    @Test
    void formShowsTheFilters() {
        assertThat(shown("history", "since=24h&cluster=pay*&kind=rebalance-recommendation&text=%22%3E%3Cb%3E"))
                .contains("value=\"pay*\"", "value=\"24h\" selected", "value=\"&quot;&gt;&lt;b&gt;\"")
                .contains("<option value=\"rebalance-recommendation\" selected>", "<details open>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"since=tomorrow", "since=2026-13-01T00:00:00Z", "rule=NONE", "after=x", "cluster=%zz"})
    void wrongQueriesAreRefusedWithAReason(String query) {
        assertThat(page.show("history", query).status()).isEqualTo(400);
        assertThat(page.show("history", query).body()).contains("role=\"alert\"");
        assertThat(page.table("incidents", query).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "history", "plots", "channels", "silences"})
    void hostileNamesAreTextsInEveryView(String view) {
        Incident hostile = Incident.of(
                Samples.warning()
                        .id("i-1")
                        .noticedAt(NOW.minusSeconds(5))
                        .zone(HOSTILE)
                        .cluster(HOSTILE)
                        .services(Samples.service(HOSTILE))
                        .decision(Verdict.SEND, Rule.TASKS_LOST, HOSTILE)
                        .alert(),
                NOW);
        save(List.of(hostile));
        store.access().ask(any -> {
            any.silences()
                    .add(new Silence(
                            "id", Scope.EVERYTHING, HOSTILE.substring(0, 60), "why", NOW, NOW.plusSeconds(60)));
            return true;
        });

        String shown = shown(view, "since=30d");
        assertThat(shown + shown("incident", "key=" + hostile.key()))
                .doesNotContain("<script", "\u202E")
                .contains("&lt;script&gt;");
        assertThat(shown).hasSizeLessThan(200_000);
    }

    @ParameterizedTest
    @CsvSource({
        "open, Incident",
        "incidents, Incident",
        "timeline, Event",
        "figures, Figure",
        "channels, Channel",
        "silences, Silence",
        "windows, Window"
    })
    void tablesAreAsTheOpenApiFileSays(String table, String schema) throws Exception {
        silences.set(new org.spotalert.pipeline.decide.silence.SilenceRequest(
                null, null, List.of("shop"), null, "2h", "jane", "test"));
        JsonNode file =
                JSON.readTree(Path.of("docs/schemas/page-api.openapi.json").toFile());
        assertThat(file.path("paths").has("/spot/api/tables/" + table)).isTrue();
        JsonNode row = file.at("/components/schemas/" + schema);
        var rules = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                .getSchema(
                        row,
                        SchemaValidatorsConfig.builder()
                                .nullableKeywordEnabled(true)
                                .build());
        String query = "since=30d&key=" + incidents.get(3).key();

        List<JsonNode> rows = rows(page.table(table, query));
        assertThat(rows).isNotEmpty();
        rows.forEach(one -> assertThat(rules.validate(one)).as(one.toString()).isEmpty());
        Set<String> columns = new HashSet<>(List.of(page.table(table, query + "&format=csv")
                .body()
                .lines()
                .findFirst()
                .orElseThrow()
                .split(",")));
        Set<String> members = new HashSet<>();
        row.path("properties").fieldNames().forEachRemaining(members::add);
        assertThat(columns).isEqualTo(members);
    }

    @Test
    void cellsOfCsvAreQuotedAndNoFormulas() {
        save(List.of(Incident.of(
                Samples.warning()
                        .id("i-2")
                        .noticedAt(NOW)
                        .decision(Verdict.SEND, Rule.TASKS_LOST, "=HYPERLINK(\"http://x\")")
                        .alert(),
                NOW)));

        assertThat(page.table("incidents", "text=i-2&format=csv").body()).contains("\"'=HYPERLINK(\"\"http://x\"\")\"");
    }

    private Map<String, String> form(String... namesAndValues) {
        Map<String, String> form = new HashMap<>(Map.of("token", LOGIN.formToken()));
        for (int at = 0; at < namesAndValues.length; at += 2) {
            form.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        return form;
    }

    @Test
    void formsSetAndEndSilences() {
        PageReply set = page.change(form("for", "2h", "owner", "jane", "reason", "test", "cluster", "shop,pay*"));

        assertThat(set.status()).isEqualTo(303);
        assertThat(set.location()).isEqualTo("silences?done=set");
        Silence silence = silences.notOver().get(0);
        assertThat(silence.endsAt()).isEqualTo(NOW.plus(Duration.ofHours(2)));
        assertThat(silence.scope().clusters()).hasSize(2);
        assertThat(shown("silences", "done=set")).contains("The silence is set.", "cluster shop", silence.id());

        assertThat(page.change(form("end", silence.id())).location()).isEqualTo("silences?done=ended");
        assertThat(silences.notOver()).isEmpty();
        assertThat(page.change(form("end", silence.id())).status()).isEqualTo(404);
    }

    @Test
    void wrongFormsSayWhatIsWrongAndKeepWhatWasTyped() {
        PageReply reply = page.change(form("for", "2 parsecs", "owner", "jane", "reason", "a \"test\""));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("role=\"alert\"", "2 parsecs", "value=\"a &quot;test&quot;\"");
        assertThat(silences.notOver()).isEmpty();
    }

    @Test
    void formsWithoutTheTokenChangeNothing() {
        Map<String, String> form = form("for", "2h", "owner", "jane", "reason", "test");
        form.put("token", new Login("admin", "another-password-of-16").formToken());

        assertThat(page.change(form).status()).isEqualTo(403);
        form.remove("token");
        assertThat(page.change(form).status()).isEqualTo(403);
        assertThat(page.change(null).status()).isEqualTo(403);
        assertThat(silences.notOver()).isEmpty();
    }

    @Test
    void storeThatIsAwayIsSaid() {
        store.close();

        assertThat(page.show("now", null).status()).isEqualTo(503);
        assertThat(page.show("now", null).body()).contains("the store does not answer");
        assertThat(page.table("incidents", null).status()).isEqualTo(503);
        assertThat(requireNonNull(page.show("style.css", null)).status()).isEqualTo(200);
    }

    @Test
    void faultOfTheProgramIsNotTheStores() {
        Views views = new Views(store.access(), List::of, () -> Collections.singletonList(null), Set::of, CLOCK);
        PageReply reply = new Page(views, silences, LOGIN, CLOCK).show("silences", null);

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.body()).contains("the log of the program says why").doesNotContain("the store");
    }
}
