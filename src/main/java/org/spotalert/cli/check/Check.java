package org.spotalert.cli.check;

import java.util.List;
import java.util.concurrent.Callable;

/**
 * A look at one part of a set-up, which depends on no other look.
 *
 * @param subject the part, for when there is no finding
 * @param look what it takes to look; it changes nothing
 */
public record Check(String subject, Callable<List<Finding>> look) {}
