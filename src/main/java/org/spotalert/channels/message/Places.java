package org.spotalert.channels.message;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.channels.message.AlertMessage.Scope;
import org.spotalert.platform.text.TextSanitizer;

/** Tells clusters of the same name apart, where a digest spans Regions or accounts. */
final class Places {

    private final boolean regions;
    private final boolean accounts;

    Places(Scope scope) {
        this.regions = scope.regions().known().all().size() > 1;
        this.accounts = scope.accounts().known().all().size() > 1;
    }

    /** The cluster's name, with Region and account as far as they differ within the digest. */
    String cluster(String name, @Nullable String account, String region) {
        List<String> place = new ArrayList<>();
        place.add(TextSanitizer.orUnknown(name));
        if (regions) {
            place.add(TextSanitizer.orUnknown(region));
        }
        if (accounts) {
            place.add(TextSanitizer.orUnknown(account));
        }
        return String.join(", ", place);
    }
}
