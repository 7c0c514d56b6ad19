package org.spotalert.decide;

import org.spotalert.decide.Decision.Rule;
import org.spotalert.decide.Decision.Verdict;

/**
 * What one rule says about one impact.
 *
 * @param reason why, for a reader
 */
public record RuleVerdict(Rule rule, Verdict verdict, String reason) {}
