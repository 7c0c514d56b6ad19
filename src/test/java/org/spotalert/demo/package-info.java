/** The demonstration: everything on this machine, one interruption, three alerts. */
@NullMarked
package org.spotalert.demo;

import org.jspecify.annotations.NullMarked;
