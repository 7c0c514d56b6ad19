/** How the channels that speak HTTP reach the far end, and nothing else, without a secret coming to light. */
@NullMarked
package org.spotalert.channel.http;

import org.jspecify.annotations.NullMarked;
