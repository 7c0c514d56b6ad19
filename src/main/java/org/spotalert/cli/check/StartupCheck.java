package org.spotalert.cli.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import org.apache.camel.util.ObjectHelper;
import org.spotalert.app.RoutesFailedException;
import org.spotalert.platform.settings.InvalidSettingsException;
import org.spotalert.platform.settings.RouteFolder;
import org.spotalert.reload.RouteFileScan;

/** Makes the whole program with all its routes, and lets none of them begin: what does not fit together shows. */
public record StartupCheck(Supplier<Main> program, Path routes) {

    private static final String SUBJECT = "routes";

    public List<Finding> run() {
        List<String> broken = RouteFileScan.problems(new RouteFolder(routes));
        if (!broken.isEmpty()) {
            return broken.stream().map(StartupCheck::failed).toList();
        }
        List<Finding> findings = new ArrayList<>(started(() -> {
            Main main = program.get();
            main.addOverrideProperty("camel.main.auto-startup", "false");
            try {
                main.start();
            } finally {
                main.stop();
            }
            return new RouteFolder(routes).files().size();
        }));
        findings.addAll(missed());
        return findings;
    }

    private List<Finding> missed() {
        try {
            return new RouteFolder(routes)
                    .misnamed().stream()
                            .map(file -> Finding.warning(SUBJECT, file, "rename it, or move it out of the folder"))
                            .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static List<Finding> started(Callable<Integer> start) {
        try {
            return List.of(Finding.ok(SUBJECT, start.call() + " files fit together"));
        } catch (Exception failure) {
            InvalidSettingsException settings = ObjectHelper.getException(InvalidSettingsException.class, failure);
            return settings == null
                    ? List.of(failed(String.valueOf(
                            RoutesFailedException.because(failure).getMessage())))
                    : settings.problems().stream().map(StartupCheck::failed).toList();
        }
    }

    private static Finding failed(String problem) {
        return Finding.failed(SUBJECT, problem, "put it right: the program does not start with it");
    }
}
