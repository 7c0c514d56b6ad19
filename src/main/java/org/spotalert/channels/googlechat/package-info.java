/** Google Chat: cards. */
@NullMarked
package org.spotalert.channels.googlechat;

import org.jspecify.annotations.NullMarked;
