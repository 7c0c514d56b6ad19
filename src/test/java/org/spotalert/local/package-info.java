/** Local servers for the tests and the demo: AWS, a mail server, webhooks, and the program itself. */
@NullMarked
package org.spotalert.local;

import org.jspecify.annotations.NullMarked;
