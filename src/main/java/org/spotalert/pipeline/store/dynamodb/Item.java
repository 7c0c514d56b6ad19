package org.spotalert.pipeline.store.dynamodb;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of the table, as it was read. */
record Item(Map<String, AttributeValue> attributes) {

    boolean has(String name) {
        return attributes.containsKey(name);
    }

    private AttributeValue value(String name) {
        return Objects.requireNonNull(attributes.get(name), () -> "an item of the store has no " + name);
    }

    String text(String name) {
        return value(name).s();
    }

    long number(String name) {
        return Long.parseLong(value(name).n());
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(value(name).bool());
    }

    List<String> texts(String name) {
        return value(name).l().stream().map(AttributeValue::s).toList();
    }

    String partition() {
        return text(Table.PARTITION);
    }

    String sort() {
        return text(Table.SORT);
    }
}
