package org.spotalert.cli.dryrun;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spotalert.cli.output.CommandFailedException;
import org.spotalert.cli.output.NoNotice;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.pipeline.intake.EventParser;
import org.spotalert.pipeline.intake.ReceivedEvent;
import org.spotalert.pipeline.intake.UnreadableEventException;
import org.spotalert.platform.text.TextSanitizer;

/** A file with an event, or with a JSON array of events, as messages of the queue hold them. */
public final class EventFile {

    private final Path file;
    private final EventParser parser;
    private final Set<InterruptionKind> kinds;

    /**
     * @param region the region of an event that does not name its own
     * @param kinds the kinds of events that people want to know of
     */
    public EventFile(Path file, String region, Set<InterruptionKind> kinds) {
        this.file = file;
        this.parser = new EventParser(region, Optional::empty, kinds);
        this.kinds = kinds;
    }

    /**
     * The notices in it, at least one.
     *
     * @param now when an event without a time was sent
     */
    public List<Interruption> interruptions(Instant now) throws CommandFailedException {
        String text = text();
        List<Interruption> interruptions = new ArrayList<>();
        int number = 0;
        for (String event : events(text)) {
            interruptions.addAll(interruptions(event, ++number, now));
        }
        if (interruptions.isEmpty()) {
            throw new CommandFailedException(file + " holds no event");
        }
        return interruptions;
    }

    private String text() throws CommandFailedException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException absent) {
            throw new CommandFailedException("there is no file " + file);
        } catch (IOException unreadable) {
            throw new CommandFailedException(file + " cannot be read as a text in UTF-8 ("
                    + unreadable.getClass().getSimpleName() + ")");
        }
    }

    /** What is no array is one event, readable or not. */
    private static List<String> events(String text) {
        try {
            JsonNode read = new ObjectMapper().readTree(text);
            List<String> events = new ArrayList<>();
            read.forEach(event -> events.add(event.toString()));
            return read.isArray() ? events : List.of(text);
        } catch (JsonProcessingException malformed) {
            return List.of(text);
        }
    }

    private List<Interruption> interruptions(String event, int number, Instant now) throws CommandFailedException {
        String place = file + ", event " + number + ": ";
        try {
            ReceivedEvent received = parser.parse(event, now.toEpochMilli());
            if (!received.interruptions().isEmpty()) {
                return received.interruptions();
            }
            throw new CommandFailedException(place + NoNotice.why(received, kinds));
        } catch (UnreadableEventException unreadable) {
            throw new CommandFailedException(place + TextSanitizer.line(String.valueOf(unreadable.getMessage())));
        }
    }
}
