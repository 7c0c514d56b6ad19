package org.spotalert.claim;

import java.util.List;
import org.spotalert.claim.ClaimRepository.Claimed;

/** Claims of single messages that are no alerts: a channel is given each of them once, as it is given alerts. */
public final class MessageClaims {

    private final Claims claims;

    /**
     * @param claims renews what is claimed here as well
     */
    public MessageClaims(Claims claims) {
        this.claims = claims;
    }

    /** What is to be done about a message. */
    public enum Turn {
        /** Nobody has sent it or is sending it: it is claimed for the caller. */
        MINE,
        /** Somebody else is just sending it. */
        ANOTHERS,
        /** The channel has it. */
        OVER
    }

    /**
     * Claims a message, unless the channel has it or somebody is sending it.
     *
     * @param key what makes two messages the same
     * @throws RuntimeException when the store is not open or fails
     */
    public Turn claim(String channel, String key) {
        Claimed answer = claims.claimed(channel, List.of(key));
        if (answer.claimed().contains(key)) {
            return Turn.MINE;
        }
        return answer.confirmed().contains(key) ? Turn.OVER : Turn.ANOTHERS;
    }

    /** Records that the channel has the message. When the store fails, that is made up for as soon as it answers. */
    public void confirm(String channel, String key) {
        claims.confirmKeys(channel, List.of(key));
    }

    /** Gives back the claim of a message that was not sent. When the store fails it lapses by itself. */
    public void release(String channel, String key) {
        claims.releaseKeys(channel, List.of(key));
    }
}
