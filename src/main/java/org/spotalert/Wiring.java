package org.spotalert;

/** Every part the routes name. */
final class Wiring {
    private Wiring() {}
}
