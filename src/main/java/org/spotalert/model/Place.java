package org.spotalert.model;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.Interruption.Assumed;

/**
 * Where an instance or a task is.
 *
 * @param account the AWS account; null when nothing tells it
 * @param assumed what of this the event itself does not say
 */
public record Place(@Nullable String account, String region, Set<Assumed> assumed) {

    /** The same place, in this account and Region where they are not null. */
    public Place in(@Nullable String certainAccount, @Nullable String certainRegion) {
        Set<Assumed> left = EnumSet.noneOf(Assumed.class);
        left.addAll(assumed);
        if (certainAccount != null) {
            left.remove(Assumed.ACCOUNT);
        }
        if (certainRegion != null) {
            left.remove(Assumed.REGION);
        }
        return new Place(
                certainAccount == null ? account : certainAccount,
                certainRegion == null ? region : certainRegion,
                left);
    }
}
