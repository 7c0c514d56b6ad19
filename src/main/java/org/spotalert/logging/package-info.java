/** What logback.xml asks before anything else of the program runs. */
@NullMarked
package org.spotalert.logging;

import org.jspecify.annotations.NullMarked;
