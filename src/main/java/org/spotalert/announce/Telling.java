package org.spotalert.announce;

import org.spotalert.suppress.Announcement;

/**
 * An announcement on its way to one channel.
 *
 * @param channel the channel's name
 * @param endpoint where the channel takes what it tells
 */
public record Telling(String channel, String endpoint, Announcement announcement) {}
