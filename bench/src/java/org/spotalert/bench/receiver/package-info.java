/** Where the alerts arrive: receivers that note when each instance was named. */
@NullMarked
package org.spotalert.bench.receiver;

import org.jspecify.annotations.NullMarked;
