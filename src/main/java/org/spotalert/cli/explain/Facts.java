package org.spotalert.cli.explain;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AffectedService;
import org.spotalert.model.Capacity;
import org.spotalert.model.Cluster;
import org.spotalert.model.Completeness;
import org.spotalert.model.ContainerInstance;
import org.spotalert.model.Impact;
import org.spotalert.model.Instance;
import org.spotalert.model.Interruption;
import org.spotalert.model.Ownership;
import org.spotalert.model.ServiceStatus;
import org.spotalert.model.StandaloneTask;

/** What lookups have found out, as a file that {@code explain} writes and reads. What is left out is nothing, or zero. */
public record Facts(
        @Nullable Instance instance,
        @Nullable Cluster cluster,
        @Nullable ContainerInstance containerInstance,
        @Nullable List<AffectedService> services,
        @Nullable List<StandaloneTask> standaloneTasks,
        int daemonTasks,
        @Nullable Completeness completeness,
        @Nullable Capacity capacity) {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            // How bad it is follows from the settings at hand.
            .addMixIn(ServiceStatus.class, FoundOnly.class)
            .addMixIn(Impact.class, Unannounced.class)
            .addMixIn(AffectedService.class, Unowned.class)
            .addMixIn(StandaloneTask.class, Unowned.class)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    @JsonIgnoreProperties({"criticalBelow", "prospects"})
    private interface FoundOnly {}

    @JsonIgnoreProperties({"interruption"})
    private interface Unannounced {}

    /** Who looks after it follows from the catalogue and the settings at hand. */
    @JsonIgnoreProperties({"ownership"})
    private interface Unowned {}

    /**
     * Reads the file's text.
     *
     * @throws IOException saying where it is wrong
     */
    public static Facts read(String text) throws IOException {
        try {
            Facts facts = JSON.readValue(text, Facts.class);
            if (facts == null) {
                throw new IOException("holds nothing");
            }
            return facts;
        } catch (JsonProcessingException wrong) {
            String where = wrong.getLocation() == null
                    ? ""
                    : "line " + wrong.getLocation().getLineNr() + ": ";
            if (wrong instanceof ValueInstantiationException incomplete) {
                String path = incomplete.getPath().stream()
                        .map(part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
                        .collect(Collectors.joining("."));
                throw new IOException(where + path + " lacks a member, or has one of another name", wrong);
            }
            throw new IOException(
                    where + wrong.getOriginalMessage().lines().findFirst().orElse("not JSON"), wrong);
        }
    }

    /** The text of the file about this. */
    public static String toJson(Impact impact) throws IOException {
        return JSON.writeValueAsString(impact);
    }

    public Impact toImpact(Interruption interruption) {
        return new Impact(
                        interruption,
                        instance,
                        cluster,
                        containerInstance,
                        services == null ? List.of() : services,
                        standaloneTasks == null ? List.of() : standaloneTasks,
                        daemonTasks,
                        completeness == null ? Completeness.COMPLETE : completeness,
                        capacity)
                .ownedBy(service -> Ownership.NONE, task -> Ownership.NONE);
    }
}
