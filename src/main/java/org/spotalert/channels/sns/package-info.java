/** SNS: subject, attributes, size. */
@NullMarked
package org.spotalert.channels.sns;

import org.jspecify.annotations.NullMarked;
