/** Silences: how operators set them, and the rows they are kept in. */
@NullMarked
package org.spotalert.pipeline.decide.silence;

import org.jspecify.annotations.NullMarked;
