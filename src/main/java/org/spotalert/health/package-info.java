/** What health says of things that the program works without. */
@NullMarked
package org.spotalert.health;

import org.jspecify.annotations.NullMarked;
