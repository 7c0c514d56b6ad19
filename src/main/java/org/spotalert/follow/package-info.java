/** How an interruption ends: the later looks, what they decide, and the state that they carry. */
@NullMarked
package org.spotalert.follow;

import org.jspecify.annotations.NullMarked;
