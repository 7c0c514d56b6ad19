/** The wording of alerts: one instance, or a digest of several. */
@NullMarked
package org.spotalert.channels.message;

import org.jspecify.annotations.NullMarked;
