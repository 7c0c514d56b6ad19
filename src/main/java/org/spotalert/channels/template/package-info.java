/** Message templates: read, watched, and replaced by the built-in ones where they fail. */
@NullMarked
package org.spotalert.channels.template;

import org.jspecify.annotations.NullMarked;
