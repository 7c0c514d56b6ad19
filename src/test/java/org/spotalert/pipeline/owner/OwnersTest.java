package org.spotalert.pipeline.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spotalert.model.AffectedService;
import org.spotalert.model.CriticalBelow;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Ownership;
import org.spotalert.model.Prospects;
import org.spotalert.model.Samples;
import org.spotalert.model.ServiceStatus;

class OwnersTest {

    private static final OwnerSettings SETTINGS = new OwnerSettings(
            null, List.of("owner", "team"), List.of("runbook"), NamePattern.list("wiki.example.com,*.docs.example"));

    private static AffectedService service(String name, Map<String, String> tags) {
        return new AffectedService(
                name,
                "blue",
                1,
                1,
                new ServiceStatus(3, 3, 0, "web:7", true, 50, tags, CriticalBelow.DEFAULT, Prospects.UNKNOWN));
    }

    private static Instance instance(Map<String, String> tags) {
        return new Instance(Samples.ID, "m5.large", null, "spot", "running", null, tags);
    }

    private static List<Ownership> owners(String catalogue, Impact impact) {
        List<CatalogueEntry> entries = CatalogueEntry.read(catalogue);
        return new Owners(SETTINGS, () -> entries).of(impact).ownerships();
    }

    private static Ownership tagged(Map<String, String> tags) {
        return owners("", Samples.warning().services(service("cart", tags)).impact())
                .get(0);
    }

    @Test
    void catalogueCountsMoreThanTagsAndTheFirstEntryMoreThanTheRest() {
        Impact impact = Samples.warning()
                .services(service("checkout", Map.of("owner", "mallory", "runbook", "https://wiki.example.com/m")))
                .impact();

        assertThat(owners("""
                        services:
                          - {service: blue/check*, owner: payments, mention: S0123ABCD, channel: slack-payments}
                          - {service: '*', owner: everybody, runbook: 'https://elsewhere.example/all'}
                        """, impact))
                .containsExactly(new Ownership(
                        "payments", "https://wiki.example.com/m", List.of("S0123ABCD"), "slack-payments"));
    }

    @Test
    void tagsOfTheServiceCountMoreThanThoseOfTheInstance() {
        Impact impact = Samples.warning()
                .instance(instance(Map.of("owner", "platform", "runbook", "https://eu.docs.example/nodes")))
                .services(service("cart", Map.of("team", "search")), service("web", Map.of()))
                .tasks("family:import")
                .impact();

        assertThat(owners("services: [{service: 'family:*', owner: data}]", impact))
                .containsExactly(
                        new Ownership("search", "https://eu.docs.example/nodes", List.of(), null),
                        new Ownership("platform", "https://eu.docs.example/nodes", List.of(), null),
                        new Ownership("data", "https://eu.docs.example/nodes", List.of(), null));
    }

    @Test
    void tagsCallNobodyAndNameNoChannel() {
        assertThat(tagged(Map.of(
                        "owner", "<!channel> @here", "mention", "S0123ABCD", "channel", "sns", "slack", "U0123ABCD")))
                .isEqualTo(new Ownership("<!channel> @here", null, List.of(), null));
        assertThat(tagged(Map.of("owner", " "))).isEqualTo(Ownership.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/checkout",
                "https://wiki.example.com.evil.example/",
                "https://wiki.example.com@evil.example/",
                "https://evil.example#wiki.example.com",
                "https://evil.example\\@wiki.example.com/",
                "https://wiki.example.com:8443/",
                "https://docs.example/",
                "http://wiki.example.com/checkout",
                "//wiki.example.com/checkout",
                "javascript:alert('wiki.example.com')",
                "https://wiki.example.com/a b",
                "https://wiki.example.com/|<evil>",
                "wiki.example.com/checkout"
            })
    void runbookOfATagLeadsToAnAllowedHostOrNowhere(String address) {
        assertThat(tagged(Map.of("runbook", address)).runbook()).isNull();
    }

    @Test
    void runbookIsShownInAscii() {
        assertThat(tagged(Map.of("runbook", " https://WIKI.example.com/größe?a=(1) "))
                        .runbook())
                .isEqualTo("https://WIKI.example.com/gr%C3%B6%C3%9Fe?a=(1)");
    }

    @Test
    void figuresThatAreMissingLeaveTheCatalogue() {
        Impact impact = Samples.warning().services(Samples.service("orders")).impact();

        assertThat(owners("services: [{service: orders, owner: shop}]", impact))
                .containsExactly(new Ownership("shop", null, List.of(), null));
        assertThat(owners("", impact)).containsExactly(Ownership.NONE);
    }
}
