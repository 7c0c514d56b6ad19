/** AWS clients: credentials, budgets, deadlines, failures. */
@NullMarked
package org.spotalert.platform.aws;

import org.jspecify.annotations.NullMarked;
