package org.spotalert.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spotalert.channels.message.AlertMessage;
import org.spotalert.channels.message.AlertMessages;
import org.spotalert.channels.template.Templates;
import org.spotalert.cli.dryrun.SampleFacts;
import org.spotalert.cli.explain.MadeUpNotice;
import org.spotalert.model.Alert;
import org.spotalert.model.Interruption;
import org.spotalert.model.Place;
import org.spotalert.model.RecoveryOutcome;
import org.spotalert.model.Resource.Ec2Instance;
import org.spotalert.model.Severity;

/** Renders each template with sample messages: one that parses may fail all the same. */
public record TemplatesCheck(Path folder, Clock clock) {

    private static final String SUBJECT = "templates";

    public List<Finding> run() {
        if (!Files.isDirectory(folder)) {
            return List.of(Finding.notTried(SUBJECT, "there is no folder " + folder));
        }
        Templates templates = new Templates(folder);
        Map<String, String> failing = templates.failing(alerts());
        List<Finding> findings = new ArrayList<>();
        failing.forEach((name, reason) -> findings.add(
                templates.builtIn(name).isPresent()
                        ? Finding.warning(
                                SUBJECT,
                                name + " " + reason,
                                "correct the file: until then the built-in template is used")
                        : Finding.failed(
                                SUBJECT,
                                name + " " + reason,
                                "correct the file: a channel that renders it would fail")));
        return failing.isEmpty()
                ? List.of(Finding.ok(SUBJECT, templates.count() + " files are rendered with sample alerts"))
                : findings;
    }

    /** A warning about one instance, one about several, and how it ended. */
    private List<AlertMessage> alerts() {
        AlertMessages messages = new AlertMessages(clock);
        SampleFacts facts = new SampleFacts(2, 2);
        Alert one = facts.alert(interruption("i-00000000000000001"));
        Alert other = facts.alert(interruption("i-00000000000000002")).withRemark("A sample.");
        Alert ended = new Alert.Resolution(
                one.impact(),
                one.decision(),
                List.of(),
                Alert.Origin.NONE,
                new RecoveryOutcome(
                        Severity.CRITICAL,
                        Duration.ofMinutes(10),
                        List.of(new RecoveryOutcome.ServiceOutcome(
                                "sample", "sample-service-1", null, false, Duration.ofMinutes(9), "a sample")),
                        1));
        return List.of(messages.of(List.of(one)), messages.of(List.of(one, other)), messages.of(List.of(ended)));
    }

    private Interruption interruption(String id) {
        Place place = new Place("111122223333", "eu-west-1", "eu-west-1a");
        return MadeUpNotice.of(new Ec2Instance(id), place, clock.instant());
    }
}
