/** The queue: acknowledgements, in-flight messages, redrive. */
@NullMarked
package org.spotalert.platform.aws.sqs;

import org.jspecify.annotations.NullMarked;
