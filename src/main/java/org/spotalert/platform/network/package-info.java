/** Proxies and network failures. */
@NullMarked
package org.spotalert.platform.network;

import org.jspecify.annotations.NullMarked;
