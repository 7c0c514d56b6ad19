/** The demonstration: everything on this machine, from one interruption to a night with a storm. */
@NullMarked
package org.spotalert.demo;

import org.jspecify.annotations.NullMarked;
