/** AWS clients, made in one place, and the addresses of AWS resources. */
@NullMarked
package org.spotalert.aws;

import org.jspecify.annotations.NullMarked;
