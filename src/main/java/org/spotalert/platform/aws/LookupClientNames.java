package org.spotalert.platform.aws;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.spi.BeanRepository;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.AccountRegion;

/**
 * The clients of EC2's and ECS's lookups by the names that routes call them: {@code ec2-} or {@code ecs-} and the
 * {@link AccountRegion}, for example {@code #ec2-eu-west-1}.
 */
public final class LookupClientNames implements BeanRepository {

    private static final String EC2 = "ec2-";
    private static final String ECS = "ecs-";

    private final LookupClients clients;

    public LookupClientNames(LookupClients clients) {
        this.clients = clients;
    }

    @Override
    public @Nullable Object lookupByName(String name) {
        return there(name)
                .map(there -> name.startsWith(EC2)
                        ? clients.of(there).ec2()
                        : clients.of(there).ecs())
                .orElse(null);
    }

    private static Optional<AccountRegion> there(String name) {
        return name.startsWith(EC2) || name.startsWith(ECS)
                ? AccountRegion.parse(name.substring(EC2.length()))
                : Optional.empty();
    }

    @Override
    public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
        Object client = lookupByName(name);
        return type.isInstance(client) ? type.cast(client) : null;
    }

    @Override
    public <T> Map<String, T> findByTypeWithName(Class<T> type) {
        return Map.of();
    }

    @Override
    public <T> Set<T> findByType(Class<T> type) {
        return Set.of();
    }
}
