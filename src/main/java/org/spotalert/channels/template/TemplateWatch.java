package org.spotalert.channels.template;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows which templates cannot be used as they are edited, and says so once for each change. */
public final class TemplateWatch {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateWatch.class);

    /**
     * Why a template cannot be used.
     *
     * @param version of the templates in which it was found
     */
    private record Fault(String reason, long version) {}

    private final Templates templates;
    private final Map<String, Fault> faults = new ConcurrentSkipListMap<>();
    private final AtomicLong seen = new AtomicLong();

    public TemplateWatch(Templates templates) {
        this.templates = templates;
    }

    /** Checks whether edits have broken templates or put them right. */
    public void check() {
        long version = templates.version();
        if (seen.getAndSet(version) == version) {
            return;
        }
        Map<String, String> broken = templates.broken();
        broken.forEach((name, reason) -> note(name, new Fault(reason, version)));
        faults.forEach((name, fault) -> {
            // What failed while it was rendered parses all the same: it is good again once something was edited.
            if (!broken.containsKey(name) && fault.version() != version && faults.remove(name, fault)) {
                LOG.atInfo().addKeyValue("template", name).log("template was edited and is used again");
            }
        });
    }

    /** Notes that a template could not be rendered. */
    void failed(String name, Exception failure) {
        note(name, new Fault(Templates.fault(failure), templates.version()));
    }

    private void note(String name, Fault fault) {
        @Nullable Fault known = faults.put(name, fault);
        if (known == null || !known.reason().equals(fault.reason())) {
            LOG.atWarn()
                    .addKeyValue("template", name)
                    .addKeyValue("reason", fault.reason())
                    .log("template cannot be used, the built-in one is used instead: correct the file");
        }
    }

    /** What is wrong, one line each that begins with the template's name. */
    public List<String> warnings() {
        return faults.entrySet().stream()
                .map(fault -> fault.getKey() + " " + fault.getValue().reason())
                .toList();
    }

    /** What health says of the templates; nothing when all of them hold. */
    public Optional<String> warning() {
        // The health page escapes slashes and quotation marks twice.
        return Optional.of(String.join("; ", warnings()))
                .filter(text -> !text.isEmpty())
                .map(text -> "the built-in template is used instead: "
                        + text.replaceAll("[\"\\\\]", "'").replace('/', ' '));
    }
}
