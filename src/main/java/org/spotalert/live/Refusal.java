package org.spotalert.live;

/**
 * Why a version of a route file does not run.
 *
 * @param file the file as an operator names it, relative to the route folder
 * @param text the refused version, so that it is tried and reported once
 * @param reason one line
 */
public record Refusal(String file, String text, String reason) {}
