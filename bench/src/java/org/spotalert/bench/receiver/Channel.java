package org.spotalert.bench.receiver;

/** The channels whose receivers take part. */
public enum Channel {
    SNS("SNS"),
    GOOGLE_CHAT("Google Chat"),
    EMAIL("e-mail");

    private final String title;

    Channel(String title) {
        this.title = title;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }
}
