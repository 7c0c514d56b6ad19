/** Announcements: what people are told besides alerts, each channel once, by one of the processes that share the store. */
@NullMarked
package org.spotalert.announce;

import org.jspecify.annotations.NullMarked;
