package org.spotalert.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * What to measure; each is a system property {@code bench.<name>}, whose default is in the profile {@code bench} of
 * pom.xml.
 *
 * @param cases the cases by name, in the order of running
 * @param latency how long a call of AWS and of the chat webhook is on its way
 * @param quotas whether AWS's request quotas hold
 * @param services how many services run on each instance
 * @param tasks how many tasks of each service run on each instance
 * @param contenders who takes part
 * @param warmUps how many events come before the first one that is measured
 * @param repetitions how often one event is measured
 * @param sizes the cluster sizes for one event, in instances
 * @param events how many events come at once in a storm
 * @param clusters over how many clusters they come
 * @param timeout how long a storm is watched at most
 * @param seconds how long a steady load has to be held
 * @param rate the only rate of a steady load to try, in events a second, once the fleet snapshot is complete; 0 to search for the
 *     highest
 * @param replicas how many processes share a steady load
 * @param stale how many stale notices a fresh one stands behind
 * @param jdks the JDKs for the start-up
 * @param flags the JVM's flags, for every process that is measured
 * @param environment more environment variables for the processes
 */
public record Options(
        List<String> cases,
        Duration latency,
        boolean quotas,
        int services,
        int tasks,
        List<Contender> contenders,
        int warmUps,
        int repetitions,
        List<Integer> sizes,
        List<Integer> events,
        List<Integer> clusters,
        Duration timeout,
        int seconds,
        int rate,
        List<Integer> replicas,
        int stale,
        List<Path> jdks,
        List<String> flags,
        Map<String, String> environment) {

    /** Reads the options. */
    static Options read(Properties properties) {
        return new Options(
                texts(properties, "cases"),
                Duration.ofMillis(number(properties, "latency")),
                Boolean.parseBoolean(text(properties, "quotas")),
                number(properties, "services"),
                number(properties, "tasks"),
                texts(properties, "contenders").stream().map(Contender::named).toList(),
                number(properties, "warm-ups"),
                number(properties, "repetitions"),
                numbers(properties, "sizes"),
                numbers(properties, "events"),
                numbers(properties, "clusters"),
                Duration.ofSeconds(number(properties, "timeout")),
                number(properties, "seconds"),
                number(properties, "rate"),
                numbers(properties, "replicas"),
                number(properties, "stale"),
                texts(properties, "jdks").stream().map(Path::of).toList(),
                Arrays.stream(text(properties, "flags").split(" +", -1))
                        .filter(flag -> !flag.isEmpty())
                        .toList(),
                environment(properties));
    }

    private static Map<String, String> environment(Properties properties) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String pair : texts(properties, "environment")) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "bench.environment: \"" + pair + "\" is not NAME=VALUE; separate several by commas");
            }
            environment.put(pair.substring(0, equals), pair.substring(equals + 1));
        }
        return environment;
    }

    private static List<Integer> numbers(Properties properties, String name) {
        return texts(properties, name).stream().map(Integer::valueOf).toList();
    }

    private static int number(Properties properties, String name) {
        return Integer.parseInt(text(properties, name));
    }

    private static List<String> texts(Properties properties, String name) {
        return Arrays.stream(text(properties, name).split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private static String text(Properties properties, String name) {
        String text = properties.getProperty("bench." + name);
        if (text == null) {
            throw new IllegalArgumentException("bench." + name + " is not given; see docs/performance.md");
        }
        return text.strip();
    }
}
