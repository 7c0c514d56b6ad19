package org.spotalert.model;

/**
 * Why a channel did not take an alert.
 *
 * @param text for a reader, on one line and without secrets: the far end's own words, where it gives any
 */
public record Failure(FailureReason reason, String text) {}
