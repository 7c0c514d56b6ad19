package org.spotalert.model;

import org.spotalert.model.Decision.Rule;
import org.spotalert.model.Decision.Verdict;

/**
 * What one rule says about one impact.
 *
 * @param reason why, for a reader
 */
public record RuleVerdict(Rule rule, Verdict verdict, String reason) {}
