package org.spotalert.bench.report;

import java.util.List;

/**
 * What a case of the benchmark found.
 *
 * @param name the case
 * @param figures all figures, as records for JSON; times in milliseconds, sizes in bytes
 * @param tables the figures for people
 * @param targets what they mean
 */
public record CaseResult(String name, List<?> figures, List<Table> tables, List<Target> targets) {}
