package org.spotalert.channel.message;

/**
 * What channels send, whatever it is about. A step of a route that treats one differently from another has a method for each
 * of them by the same name; Camel calls the one that takes the body.
 */
public sealed interface Message permits AlertMessage, AnnouncementMessage {

    /** How bad it is: {@code info}, {@code warning} or {@code critical}. */
    String severity();

    /** The most important in one line. */
    String headline();

    /** What happens, in a sentence or two. */
    String happened();

    /** The same text for every message about the same thing. */
    String thread();

    /** Tells this message from all others; the same whenever it is sent again. */
    String id();

    /** What it is about. */
    AlertMessage.Scope scope();

    /** Whether it is an {@link AnnouncementMessage}. */
    boolean announcement();
}
