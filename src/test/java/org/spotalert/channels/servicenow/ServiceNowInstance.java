package org.spotalert.channels.servicenow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spotalert.channels.incident.IncidentServer;
import org.spotalert.channels.incident.IncidentServer.Answer;
import org.spotalert.channels.incident.IncidentServer.Request;

/** As much of ServiceNow's Table API as the channel uses; like ServiceNow it cuts what is too long, and says nothing. */
final class ServiceNowInstance implements IncidentServer.Work {

    /** An incident with its work notes. */
    record Incident(String sysId, ObjectNode columns, List<String> notes) {

        String column(String name) {
            return columns.path(name).asText();
        }

        /** Resolved (6) it would be active, closed (7) and canceled (8) not. */
        boolean open() {
            return !column("state").matches("[678]");
        }
    }

    private static final String TABLE = "/api/now/table/incident";
    private static final Pattern QUERY =
            Pattern.compile("correlation_id=([^^&]+)(\\^active=true\\^ORcorrelation_display=([^^&]+)"
                    + "\\^state!=6\\^ORcorrelation_display=\\3)?\\^ORDERBYDESCsys_created_on");

    private final List<Incident> incidents = new CopyOnWriteArrayList<>();

    List<Incident> incidents() {
        return List.copyOf(incidents);
    }

    @Override
    public Answer answer(Request request) {
        return switch (request.line().replaceFirst("/[0-9a-f]{32}$", "/ID")) {
            case "GET " + TABLE -> find(request.query());
            case "POST " + TABLE -> create(request.json());
            case "PATCH " + TABLE + "/ID" -> update(request);
            default ->
                Answer.of(400, "{\"error\":{\"message\":\"Invalid table\",\"detail\":null},\"status\":\"failure\"}");
        };
    }

    private Answer find(String query) {
        List<String> parts = List.of(query.split("&"));
        Matcher asked = QUERY.matcher(
                URLDecoder.decode(parts.get(0).replaceFirst("^sysparm_query=", ""), StandardCharsets.UTF_8));
        if (!asked.matches() || !parts.contains("sysparm_limit=20")) {
            return Answer.of(400, "{\"error\":{\"message\":\"unexpected " + query + "\"},\"status\":\"failure\"}");
        }
        ObjectNode answer = IncidentServer.JSON.createObjectNode();
        var result = answer.putArray("result");
        incidents.stream()
                .filter(incident -> incident.column("correlation_id").equals(asked.group(1)))
                .filter(incident -> asked.group(2) == null
                        || incident.open()
                        || incident.column("correlation_display").equals(asked.group(3)))
                .sorted(Comparator.comparing(Incident::sysId).reversed())
                .limit(20)
                .forEach(incident -> result.addObject()
                        .put("sys_id", incident.sysId())
                        .put("correlation_id", incident.column("correlation_id"))
                        .put("urgency", incident.column("urgency"))
                        .put("correlation_display", incident.column("correlation_display")));
        return Answer.of(200, answer.toString());
    }

    private Answer create(JsonNode columns) {
        Incident incident = new Incident(
                String.format("%032x", incidents.size() + 1),
                IncidentServer.JSON.createObjectNode(),
                new ArrayList<>());
        write(incident, columns);
        incidents.add(incident);
        return written(201, incident);
    }

    private Answer update(Request request) {
        for (Incident incident : incidents) {
            if (request.path().endsWith("/" + incident.sysId())) {
                write(incident, request.json());
                return written(200, incident);
            }
        }
        return Answer.of(404, "{\"error\":{\"message\":\"No Record found\",\"detail\":\"Record doesn't exist\"}}");
    }

    private static void write(Incident incident, JsonNode columns) {
        columns.properties().forEach(column -> {
            String text = column.getValue().asText();
            if (column.getKey().equals("work_notes")) {
                incident.notes().add(text);
            } else {
                incident.columns().put(column.getKey(), cut(text, longest(column.getKey())));
            }
        });
    }

    private static int longest(String column) {
        return switch (column) {
            case "correlation_id", "correlation_display" -> 100;
            case "short_description" -> 160;
            default -> 4_000;
        };
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest);
    }

    private static Answer written(int status, Incident incident) {
        return Answer.of(status, "{\"result\":{\"sys_id\":\"" + incident.sysId() + "\",\"number\":\"INC0010001\"}}");
    }
}
