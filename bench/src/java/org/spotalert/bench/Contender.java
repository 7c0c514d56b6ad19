package org.spotalert.bench;

import java.util.Arrays;
import java.util.List;
import org.spotalert.bench.contender.Floor;
import org.spotalert.bench.contender.SourceDesign;

/** The programs that are measured side by side. */
public enum Contender {
    /** The algorithm of the design that this program came from. */
    SOURCE_DESIGN("source design", SourceDesign.class.getName()),
    /** The least that any program has to do. */
    FLOOR("floor", Floor.class.getName()),
    /** The jar that the build has made. */
    PROGRAM("program", "");

    private final String title;
    private final String mainClass;

    Contender(String title, String mainClass) {
        this.title = title;
        this.mainClass = mainClass;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** What stands behind the JVM's flags on its command line. */
    List<String> command() {
        return this == PROGRAM
                ? List.of("-jar", "target/spot-interruption-alerts.jar")
                : List.of("-classpath", System.getProperty("java.class.path"), mainClass);
    }

    static Contender named(String name) {
        return Arrays.stream(values())
                .filter(contender -> contender.title.equals(name.replace('-', ' ')))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "bench.contenders: \"" + name + "\" is none of source-design, floor, program"));
    }
}
