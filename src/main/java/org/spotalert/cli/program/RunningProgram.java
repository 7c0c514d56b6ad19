package org.spotalert.cli.program;

import java.io.IOException;
import java.net.ConnectException;
import java.util.Map;
import java.util.TreeMap;
import org.spotalert.app.Settings;
import org.spotalert.pipeline.store.IncidentJson;
import org.spotalert.pipeline.store.Incidents.Page;
import org.spotalert.pipeline.store.Incidents.Query;
import org.spotalert.pipeline.store.setup.Stores;
import org.spotalert.platform.management.Login;
import org.spotalert.platform.management.ManagementClient;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.store.StoreSettings;
import org.spotalert.platform.store.StoreUnreadableException;

/**
 * The program that may be running beside a command.
 *
 * @param management how it is reached
 */
public record RunningProgram(StoreSettings store, ManagementSettings management) {

    /** What the program is asked. */
    public interface Question<V> {

        /** Asks the program; fails with a {@link ConnectException} when it does not run. */
        V ask(ManagementClient program) throws IOException, InterruptedException;
    }

    /** What the store is asked when the program does not run. */
    public interface StoreQuestion<V> {

        V ask() throws StoreUnreadableException;
    }

    /**
     * The program with these settings.
     *
     * @throws org.spotalert.platform.settings.InvalidSettingsException naming everything that is wrong with them
     */
    public static RunningProgram of(Settings settings) {
        settings.require(StoreSettings::read, ManagementSettings::read);
        return new RunningProgram(settings.part(StoreSettings::read), settings.part(ManagementSettings::read));
    }

    /**
     * Asks the program, where there is a login and it runs, and else the store: an H2 file belongs to the running program.
     *
     * @throws StoreUnreadableException when the store does not answer, or another process holds it
     * @throws IOException when the program refuses
     */
    public <V> V ask(Question<V> program, StoreQuestion<V> otherwise)
            throws StoreUnreadableException, IOException, InterruptedException {
        Login login = management.login();
        if (login != null) {
            try {
                return program.ask(new ManagementClient(management.address(), login));
            } catch (ConnectException notRunning) {
                // Then nobody holds the store.
            }
        }
        return otherwise.ask();
    }

    /** Asks for incidents; see {@link #ask}. */
    public Page incidents(Query query) throws StoreUnreadableException, IOException, InterruptedException {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "since", query.since().toString(),
                "suppressed", String.valueOf(query.suppressed()),
                "limit", String.valueOf(query.limit())));
        query.patterns().forEach((facet, wish) -> parameters.put(facet.toString(), wish));
        if (query.rule() != null) {
            parameters.put("rule", query.rule().name());
        }
        return ask(
                program -> new IncidentJson().readPage(program.get("/spot/api/history", parameters)),
                () -> Stores.ask(store, any -> any.incidents().history(query)));
    }
}
