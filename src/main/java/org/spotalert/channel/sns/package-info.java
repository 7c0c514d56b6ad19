/** What a message of Amazon SNS has besides its text, and the limits of both. */
@NullMarked
package org.spotalert.channel.sns;

import org.jspecify.annotations.NullMarked;
