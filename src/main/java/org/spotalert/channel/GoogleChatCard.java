package org.spotalert.channel;

import java.util.ArrayList;
import java.util.List;
import org.spotalert.channel.AlertMessage.InstanceFacts;
import org.spotalert.channel.GoogleChatMessage.Button;
import org.spotalert.channel.GoogleChatMessage.Card;
import org.spotalert.channel.GoogleChatMessage.Header;
import org.spotalert.channel.GoogleChatMessage.Section;
import org.spotalert.channel.GoogleChatMessage.Widget;

/** Lays a message out as a card. */
final class GoogleChatCard {

    private static final int BUTTONS = 4;
    private static final int LONGEST_URL = 1_000;

    private final AlertMessage message;
    private final GoogleChatRows rows;

    GoogleChatCard(AlertMessage message, GoogleChatRows.Shown shown) {
        this.message = message;
        this.rows = new GoogleChatRows(message, shown);
    }

    Card card() {
        List<Section> sections = new ArrayList<>();
        addIfAny(sections, "About this message", paragraphs(message.remarks()));
        if (!message.several()) {
            addIfAny(sections, "PARTIAL: not everything could be looked up", rows.partial());
        }
        sections.add(new Section("What to look at first", paragraphs(message.advice())));
        sections.add(
                message.several()
                        ? new Section("Spot Instances: " + message.instances().size(), scope())
                        : new Section("Instance", instance(message.instances().get(0))));
        addIfAny(sections, "Affected services", rows.services());
        addIfAny(sections, "Standalone tasks", rows.tasks());
        if (message.several()) {
            addIfAny(sections, "PARTIAL: not everything could be looked up", rows.partial());
            sections.add(
                    new Section("Instances, worst and most urgent first", List.of(Widget.paragraph(rows.instances()))));
        }
        addIfAny(sections, "AWS console", links());
        return new Card(
                new Header(
                        GoogleChatText.card(message.headline(), GoogleChatRows.SENTENCE),
                        GoogleChatText.card(message.happened(), GoogleChatRows.SENTENCE)),
                sections);
    }

    private List<Widget> instance(InstanceFacts instance) {
        return List.of(
                reclaimTime("Reclaim time"),
                GoogleChatRows.fact("Noticed", message.time().noticedAt()),
                GoogleChatRows.fact("Instance", instance.id() + ", " + instance.type() + ", " + instance.zone()),
                GoogleChatRows.fact("Name", instance.name()),
                GoogleChatRows.fact("Account and Region", instance.account() + ", " + instance.region()),
                GoogleChatRows.fact("Cluster", instance.cluster() + ", container instance " + instance.status()),
                GoogleChatRows.fact("Auto Scaling group", instance.autoScalingGroup()),
                GoogleChatRows.fact("Running for", instance.age()));
    }

    private List<Widget> scope() {
        AlertMessage.Scope scope = message.scope();
        return List.of(
                reclaimTime("First reclaim time"),
                GoogleChatRows.fact("Clusters", scope.clusters().first(GoogleChatRows.NAMES)),
                GoogleChatRows.fact("Zones", scope.zones().first(GoogleChatRows.NAMES)),
                GoogleChatRows.fact("Types", scope.types().first(GoogleChatRows.NAMES)),
                GoogleChatRows.fact(
                        "Accounts and Regions",
                        scope.accounts().first(GoogleChatRows.NAMES) + "; "
                                + scope.regions().first(GoogleChatRows.NAMES)));
    }

    private Widget reclaimTime(String label) {
        return GoogleChatRows.fact(
                label, message.time().reclaimAt() + " (" + message.time().text() + ")");
    }

    private List<Widget> links() {
        List<Button> buttons = message.links().stream()
                .filter(link -> link.url().length() <= LONGEST_URL)
                .limit(BUTTONS)
                .map(link -> Button.open(GoogleChatText.card(link.label(), GoogleChatRows.VALUE), link.url()))
                .toList();
        return buttons.isEmpty() ? List.of() : List.of(Widget.buttons(buttons));
    }

    private static void addIfAny(List<Section> sections, String header, List<Widget> widgets) {
        if (!widgets.isEmpty()) {
            sections.add(new Section(header, widgets));
        }
    }

    private static List<Widget> paragraphs(List<String> sentences) {
        return sentences.stream()
                .limit(GoogleChatRows.SENTENCES)
                .map(sentence -> Widget.paragraph(GoogleChatText.card(sentence, GoogleChatRows.SENTENCE)))
                .toList();
    }
}
