/** Sanitizes text and cuts it to limits. */
@NullMarked
package org.spotalert.platform.text;

import org.jspecify.annotations.NullMarked;
