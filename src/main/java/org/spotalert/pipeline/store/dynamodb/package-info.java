/** The store in one table of DynamoDB, for any number of replicas. */
@NullMarked
package org.spotalert.pipeline.store.dynamodb;

import org.jspecify.annotations.NullMarked;
