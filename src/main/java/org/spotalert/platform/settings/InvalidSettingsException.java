package org.spotalert.platform.settings;

import java.util.List;

/** Settings with which the program must not start. */
public final class InvalidSettingsException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public InvalidSettingsException(List<String> problems) {
        super(String.join("\n", problems));
    }

    /** One line for each bad setting: its name, what is wrong, what would be right. */
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
