/** Files that people edit while the program runs. */
@NullMarked
package org.spotalert.platform.file;

import org.jspecify.annotations.NullMarked;
