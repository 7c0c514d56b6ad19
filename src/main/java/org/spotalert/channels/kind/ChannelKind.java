package org.spotalert.channels.kind;

import java.util.List;
import java.util.function.Consumer;
import org.spotalert.platform.settings.SettingsReader;

/** A kind of channel: the settings of its channels, and the beans that its routes name. */
public interface ChannelKind {

    /** The name of the kind: that of its route template, and of its first channel. */
    String name();

    /**
     * Checks the settings that every channel of this kind has of its own.
     *
     * @param prefix how the names of the channel's settings begin, with the dot
     */
    void check(SettingsReader reader, String prefix);

    /**
     * Reads the settings that all channels of this kind share.
     *
     * @param enabled whether the first channel is switched on
     * @return makes the beans; to be called once the reader has found no problem
     */
    Consumer<ChannelParts> read(SettingsReader reader, boolean enabled);

    /** What the far end may repeat in its answers, and no reader may see. */
    default List<String> secrets(SettingsReader reader) {
        return List.of();
    }

    /** Notes a problem unless the first channel of this kind is switched on, by whose means the others send. */
    default void requiresFirst(SettingsReader reader, String prefix) {
        String first = prefix(name()) + "enabled";
        if (!reader.text(first).equals("true")) {
            reader.problem(
                    first,
                    "is not true, but the channel of " + prefix + "* sends by its means; enable it, or set " + prefix
                            + "enabled to false");
        }
    }

    /** How the names of the settings of a channel begin. */
    static String prefix(String channel) {
        return "spot.channel." + channel + ".";
    }
}
