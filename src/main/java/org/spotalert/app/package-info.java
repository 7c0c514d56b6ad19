/** The composition root: which beans exist, the settings as a tree, and why a start failed. */
@NullMarked
package org.spotalert.app;

import org.jspecify.annotations.NullMarked;
