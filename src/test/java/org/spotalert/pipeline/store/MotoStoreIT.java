package org.spotalert.pipeline.store;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.spotalert.local.MotoServer;

/** The store in DynamoDB, as moto plays it: with transactions, and expiry of items switched on. */
class MotoStoreIT extends StoreContract {

    private static MotoServer moto;

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
        DynamoStores.use(moto.endpoint());
    }

    @AfterAll
    static void stop() {
        moto.close();
    }

    @Override
    Store connect(Lease lease) {
        return DynamoStores.store("spot", true, lease);
    }

    @Override
    int hundreds() {
        return 110;
    }
}
