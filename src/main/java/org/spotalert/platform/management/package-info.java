/** The management port: limits and a login. */
@NullMarked
package org.spotalert.platform.management;

import org.jspecify.annotations.NullMarked;
