/** The templates that word messages: read, watched, and replaced by the built-in ones where they fail. */
@NullMarked
package org.spotalert.channel.template;

import org.jspecify.annotations.NullMarked;
