/** What a mail has besides its text: its headers, and how the server is reached. */
@NullMarked
package org.spotalert.channel.mail;

import org.jspecify.annotations.NullMarked;
