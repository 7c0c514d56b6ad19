package org.spotalert;

/** Starts the program. */
public final class SpotAlerts {

    private SpotAlerts() {}

    public static void main(String[] arguments) {}
}
