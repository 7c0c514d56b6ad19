package org.spotalert.rehearsal;

import java.nio.file.NoSuchFileException;
import java.util.List;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.util.ObjectHelper;
import org.spotalert.config.BadSettingsException;

/** What an operator has to put right when the program does not start. */
public final class BadStart {

    private BadStart() {}

    /** What is wrong, one line each; nothing when it is a fault of the program. */
    public static List<String> problems(Exception failure) {
        BadSettingsException settings = ObjectHelper.getException(BadSettingsException.class, failure);
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
        return ObjectHelper.getException(FailedToCreateRouteException.class, failure) == null
                        && ObjectHelper.getException(FailedToStartRouteException.class, failure) == null
                ? List.of()
                : List.of("the routes do not start: "
                        + RoutesFailedException.because(failure).getMessage());
    }
}
