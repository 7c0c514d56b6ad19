/** The management port: its limits, its login, and how commands reach the running program through it. */
@NullMarked
package org.spotalert.management;

import org.jspecify.annotations.NullMarked;
