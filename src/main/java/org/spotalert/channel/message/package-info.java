/** What is said about alerts: the wording that all channels share, and the model of every template. */
@NullMarked
package org.spotalert.channel.message;

import org.jspecify.annotations.NullMarked;
