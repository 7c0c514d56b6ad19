package org.spotalert.cli.explain;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.spotalert.model.EventPatterns;
import org.spotalert.model.InstanceAction;
import org.spotalert.model.Interruption;
import org.spotalert.model.InterruptionKind;
import org.spotalert.model.Place;
import org.spotalert.model.Resource;
import org.spotalert.model.Resource.Ec2Instance;
import org.spotalert.model.Resource.FargateTask;
import org.spotalert.platform.aws.AwsClients;
import org.spotalert.platform.aws.AwsSettings;
import org.spotalert.platform.aws.CallerCredentials;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** A notice that AWS has not given, and the options that say where it would be given. */
public final class MadeUpNotice {

    @Option(
            names = "--region",
            paramLabel = "REGION",
            description = "The Region of what would be lost. Default: the program's own.")
    private @Nullable String region;

    @Option(
            names = "--account",
            paramLabel = "ID",
            description = "The account of what would be lost. Default: the program's own.")
    private @Nullable String account;

    /** Reads the id of an instance. */
    public static final class InstanceId implements ITypeConverter<String> {

        @Override
        public String convert(String text) {
            if (!EventPatterns.INSTANCE_ID.matcher(text).matches()) {
                throw new TypeConversionException("\"" + text + "\" is no instance's id, such as i-0a1b2c3d4e5f60718");
            }
            return text;
        }
    }

    /**
     * Where it would be given.
     *
     * @param ask whether STS may be asked for the program's own account
     */
    public Place place(AwsSettings settings, CallerCredentials credentials, boolean ask) {
        return new Place(
                account == null && ask ? credentials.ownAccount().orElse(null) : account,
                region == null ? settings.region() : region,
                null);
    }

    /**
     * That AWS takes each of these instances in two minutes.
     *
     * @param ask whether STS may be asked for the program's own account
     */
    public List<Interruption> ofInstances(List<String> ids, AwsSettings settings, boolean ask, Instant now) {
        try (AwsClients clients = new AwsClients(settings)) {
            Place place = place(settings, clients.credentials(), ask);
            return ids.stream().map(id -> of(new Ec2Instance(id), place, now)).toList();
        }
    }

    /** That AWS takes this in two minutes. */
    public static Interruption of(Resource resource, Place place, Instant now) {
        return of(
                resource instanceof FargateTask
                        ? InterruptionKind.TASK_INTERRUPTION
                        : InterruptionKind.INTERRUPTION_WARNING,
                resource,
                place,
                now);
    }

    /** A notice of this kind, which is a warning or a recommendation. */
    public static Interruption of(InterruptionKind kind, Resource resource, Place place, Instant now) {
        return new Interruption(
                null,
                kind,
                place,
                resource,
                kind.warning() ? InstanceAction.TERMINATE : InstanceAction.UNKNOWN,
                now,
                null,
                Set.of(),
                Interruption.Source.EVENTBRIDGE);
    }
}
