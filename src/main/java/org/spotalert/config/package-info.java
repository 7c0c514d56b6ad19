/** Settings: read once, checked all together before anything starts. */
@NullMarked
package org.spotalert.config;

import org.jspecify.annotations.NullMarked;
