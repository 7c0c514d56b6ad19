/** How channels reach an HTTP far end: addresses, allowed hosts, authentication. */
@NullMarked
package org.spotalert.channels.http;

import org.jspecify.annotations.NullMarked;
