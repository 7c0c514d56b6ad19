package org.spotalert.pipeline.decide.silence;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.spotalert.model.NamePattern;
import org.spotalert.model.Scope;
import org.spotalert.model.Silence;

/** A silence as the management port shows it; times in ISO 8601. */
public record SilenceEntry(
        String id,
        List<String> account,
        List<String> region,
        List<String> cluster,
        List<String> service,
        String owner,
        String reason,
        @JsonProperty("starts-at") String startsAt,
        @JsonProperty("ends-at") String endsAt) {

    public static SilenceEntry of(Silence silence) {
        Scope scope = silence.scope();
        return new SilenceEntry(
                silence.id(),
                texts(scope.accounts()),
                texts(scope.regions()),
                texts(scope.clusters()),
                texts(scope.services()),
                silence.owner(),
                silence.reason(),
                silence.startsAt().toString(),
                silence.endsAt().toString());
    }

    public Silence toSilence() {
        return new Silence(
                id,
                new Scope(patterns(account), patterns(region), patterns(cluster), patterns(service)),
                owner,
                reason,
                Instant.parse(startsAt),
                Instant.parse(endsAt));
    }

    private static List<String> texts(List<NamePattern> patterns) {
        return patterns.stream().map(NamePattern::text).toList();
    }

    private static List<NamePattern> patterns(List<String> texts) {
        return texts.stream().map(NamePattern::ofAwsName).toList();
    }
}
