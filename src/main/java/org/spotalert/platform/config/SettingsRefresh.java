package org.spotalert.platform.config;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads settings anew where they live. Channels use new secrets from their next message on; anything else is said to wait for
 * the next start. What cannot be read, or is bad, leaves the last good value.
 */
public final class SettingsRefresh {

    /** How long after new secrets a refusal may be one of the old. */
    private static final Duration OLD_ONES = Duration.ofMinutes(1);
    /** The shortest time between two refusals that make it read. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(SettingsRefresh.class);

    private final Config config;
    private final Function<Function<String, Optional<String>>, List<String>> check;
    private final InstantSource clock;
    private final AtomicReference<State> state;

    /** How the last reading went: why new secrets are not used, when it was, and when channels got new secrets. */
    private record State(SettingValues values, List<String> refused, Instant read, Instant renewed) {}

    /** @param check what is wrong with the settings of channels that have these secrets, one line each, none with a value */
    public SettingsRefresh(
            Config config, Function<Function<String, Optional<String>>, List<String>> check, InstantSource clock) {
        this.config = config;
        this.check = check;
        this.clock = clock;
        this.state = new AtomicReference<>(new State(config.start(), List.of(), Instant.MIN, Instant.MIN));
    }

    public synchronized void refresh() {
        if (config.isEmpty()) {
            return;
        }
        State before = state();
        SettingValues now = config.readAgain(before.values());
        sayProblems(before.values(), now);
        sayWhatWaits(before.values(), now);
        Map<String, String> used = config.secrets();
        List<String> refused = renew(used, Config.renewable(now.values()));
        refused.stream()
                .filter(problem -> !before.refused().contains(problem))
                .forEach(problem -> LOG.warn("a new secret is not used: {}", problem));
        Instant at = clock.instant();
        state.set(new State(now, refused, at, used.equals(config.secrets()) ? before.renewed() : at));
    }

    private State state() {
        return Objects.requireNonNull(state.get());
    }

    /**
     * Whether a far end that refuses a secret may take the next one: new ones are in use since a short time ago. Reads the
     * sources for it.
     */
    public synchronized boolean renewed() {
        if (!isWithin(state().renewed(), OLD_ONES) && !isWithin(state().read(), PAUSE)) {
            refresh();
        }
        return isWithin(state().renewed(), OLD_ONES);
    }

    private boolean isWithin(Instant since, Duration time) {
        return clock.instant().isBefore(since.plus(time));
    }

    /** What could not be read or used at the last time. */
    public Optional<String> warning() {
        List<String> warnings = new ArrayList<>(state().values().problems());
        warnings.addAll(state().refused());
        return warnings.isEmpty()
                ? Optional.empty()
                : Optional.of(String.join("; ", warnings) + "; the last values that were good are in use");
    }

    /** Lets channels use those that are good; says what is wrong with the others. */
    private List<String> renew(Map<String, String> used, Map<String, String> secrets) {
        List<String> old = used.equals(secrets) ? List.of() : problems(used);
        List<String> wrong = new ArrayList<>();
        Map<String, String> good = new HashMap<>(used);
        for (String name : SettingValues.changed(used, secrets)) {
            String value = secrets.get(name);
            if (value == null) {
                wrong.add(name + ": is no longer where it was");
                continue;
            }
            Map<String, String> candidate = new HashMap<>(good);
            candidate.put(name, value);
            List<String> problems = new ArrayList<>(problems(candidate));
            problems.removeAll(old);
            wrong.addAll(problems);
            good = problems.isEmpty() ? candidate : good;
        }
        Set<String> taken = SettingValues.changed(used, good);
        if (!taken.isEmpty()) {
            config.use(good);
            LOG.atInfo().addKeyValue("settings", taken).log("channels use new secrets");
        }
        return List.copyOf(wrong);
    }

    private List<String> problems(Map<String, String> secrets) {
        return check.apply(name -> config.literal(name, secrets));
    }

    private static void sayProblems(SettingValues before, SettingValues now) {
        now.problems().stream()
                .filter(problem -> !before.problems().contains(problem))
                .forEach(problem -> LOG.warn("{}; the last values that were good are in use", problem));
        if (now.problems().isEmpty() && !before.problems().isEmpty()) {
            LOG.info("all settings can be read again where they live");
        }
    }

    private void sayWhatWaits(SettingValues before, SettingValues now) {
        Set<String> waiting = new TreeSet<>(SettingValues.changed(before.values(), now.values()));
        waiting.retainAll(SettingValues.changed(config.start().values(), now.values()));
        waiting.removeIf(SettingName::isRenewableVariable);
        if (!waiting.isEmpty()) {
            LOG.atWarn()
                    .addKeyValue("settings", waiting)
                    .log("settings have changed; they take effect at the next start");
        }
    }
}
