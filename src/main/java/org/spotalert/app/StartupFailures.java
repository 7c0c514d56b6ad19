package org.spotalert.app;

import java.net.SocketException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.util.ObjectHelper;
import org.spotalert.platform.network.Causes;
import org.spotalert.platform.settings.InvalidSettingsException;

/** What an operator has to put right when the program does not start. */
public final class StartupFailures {

    private StartupFailures() {}

    /** What is wrong, one line each. */
    public static List<String> problems(Throwable failure) {
        InvalidSettingsException settings = ObjectHelper.getException(InvalidSettingsException.class, failure);
        if (settings != null) {
            return settings.problems().stream().map("bad setting: "::concat).toList();
        }
        PropertyBindingException camels = ObjectHelper.getException(PropertyBindingException.class, failure);
        if (camels != null) {
            return List.of("bad setting: " + camels.getOptionPrefix() + camels.getOptionKey() + ": Camel takes no \""
                    + camels.getValue() + "\" for it; docs/configuration.md says what it means");
        }
        // Camel looks for the route files before the settings are read.
        NoSuchFileException absent = ObjectHelper.getException(NoSuchFileException.class, failure);
        if (absent != null) {
            return List.of("bad setting: SPOT_ROUTES (spot.routes): \"" + absent.getFile()
                    + "\" is not a directory; give that of the route files");
        }
        SocketException port = ObjectHelper.getException(SocketException.class, failure);
        if (port != null) {
            return List.of("bad setting: CAMEL_MANAGEMENT_PORT (camel.management.port): nothing can listen there: "
                    + port.getMessage()
                    + "; give a port that is free, above 1023, and in CAMEL_MANAGEMENT_HOST an address"
                    + " of this machine");
        }
        if (ObjectHelper.getException(FailedToCreateRouteException.class, failure) != null
                || ObjectHelper.getException(FailedToStartRouteException.class, failure) != null) {
            return List.of("the routes do not start: "
                    + RoutesFailedException.because(failure).getMessage());
        }
        List<Throwable> chain = Causes.of(failure);
        return List.of(
                ("the start has failed: " + chain.get(chain.size() - 1) + remedy(failure)).replaceAll("\\s+", " "));
    }

    private static String remedy(Throwable failure) {
        if (ObjectHelper.getException(VirtualMachineError.class, failure) != null) {
            return "; give the program more memory";
        }
        return ObjectHelper.getException(LinkageError.class, failure) != null
                ? "; the directory lib is not the one that was built with this jar"
                : "; SPOT_LOG_LEVEL=DEBUG shows where";
    }
}
