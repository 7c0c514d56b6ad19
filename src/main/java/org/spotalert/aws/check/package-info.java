/** Looks at an AWS set-up by calls without an effect. */
@NullMarked
package org.spotalert.aws.check;

import org.jspecify.annotations.NullMarked;
