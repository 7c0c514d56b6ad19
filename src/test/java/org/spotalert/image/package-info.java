/** The container image, built and run. */
@NullMarked
package org.spotalert.image;

import org.jspecify.annotations.NullMarked;
