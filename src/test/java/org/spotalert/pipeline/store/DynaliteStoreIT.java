package org.spotalert.pipeline.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.spotalert.local.Dynalite;

/** The store in DynamoDB, as dynalite plays it: without transactions, so that every write is made alone. */
@EnabledIf("org.spotalert.local.Dynalite#available")
class DynaliteStoreIT extends StoreContract {

    private static Dynalite dynalite;

    @BeforeAll
    static void start() {
        dynalite = Dynalite.start();
        DynamoStores.use(dynalite.endpoint());
    }

    @AfterAll
    static void stop() {
        dynalite.close();
    }

    @Override
    Store connect(Lease lease) {
        return DynamoStores.store("spot", true, lease);
    }

    @Override
    int hundreds() {
        return 150;
    }
}
