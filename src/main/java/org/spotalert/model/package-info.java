/** The records that every stage speaks: interruptions, impacts, decisions, alerts. */
@NullMarked
package org.spotalert.model;

import org.jspecify.annotations.NullMarked;
