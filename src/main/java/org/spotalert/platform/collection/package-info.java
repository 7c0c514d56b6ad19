/** Small additions to collections. */
@NullMarked
package org.spotalert.platform.collection;

import org.jspecify.annotations.NullMarked;
