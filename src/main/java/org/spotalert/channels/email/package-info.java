/** E-mail: headers, server, recipients. */
@NullMarked
package org.spotalert.channels.email;

import org.jspecify.annotations.NullMarked;
