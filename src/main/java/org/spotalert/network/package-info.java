/** The way to other servers, whoever asks them: proxies, and what goes wrong. */
@NullMarked
package org.spotalert.network;

import org.jspecify.annotations.NullMarked;
