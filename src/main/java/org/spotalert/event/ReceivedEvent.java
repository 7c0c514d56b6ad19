package org.spotalert.event;

/** What a readable message on the queue turns out to be. */
public sealed interface ReceivedEvent permits Interruption, ForeignEvent, FollowUp, ServiceChange {}
