package org.spotalert.pipeline.store;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spotalert.model.Incident;
import org.spotalert.model.Resource;

/** Writes and reads an incident as the document that every store keeps. An older document may lack lists and texts. */
public final class IncidentJson {

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Resource.Ec2Instance.class, name = "ec2-instance"),
        @JsonSubTypes.Type(value = Resource.FargateTask.class, name = "fargate-task")
    })
    private interface TypedResource {}

    private final ObjectMapper json;

    public IncidentJson() {
        JsonMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addMixIn(Resource.class, TypedResource.class)
                .disable(
                        SerializationFeature.WRITE_DATES_AS_TIMESTAMPS,
                        SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        for (Class<?> collection : List.of(List.class, Map.class, Set.class)) {
            mapper.configOverride(collection).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY));
        }
        json = mapper;
    }

    /** The document of an incident, or of a page of them. */
    public String write(Record incidents) {
        try {
            return json.writeValueAsString(incidents);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    public Incidents.Page readPage(String text) throws JsonProcessingException {
        return json.readValue(text, Incidents.Page.class);
    }

    /** The incident in the document, which this version of the program or an older one has written. */
    public Incident read(String document) {
        try {
            return json.readValue(document, Incident.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("the store holds an incident that cannot be read", damaged);
        }
    }
}
