/** Small additions to a CamelContext. */
@NullMarked
package org.spotalert.platform.camel;

import org.jspecify.annotations.NullMarked;
