package org.spotalert.cli.program;

import java.io.IOException;
import java.net.ConnectException;
import org.spotalert.platform.management.Login;
import org.spotalert.platform.management.ManagementClient;
import org.spotalert.platform.management.ManagementSettings;
import org.spotalert.platform.store.StoreUnreadableException;

/**
 * The program that may be running beside a command.
 *
 * @param management how it is reached
 */
public record RunningProgram(ManagementSettings management) {

    /** What the program is asked. */
    public interface Question<V> {

        /** Asks the program; fails with a {@link ConnectException} when it does not run. */
        V ask(ManagementClient program) throws IOException, InterruptedException;
    }

    /** What the store is asked when the program does not run. */
    public interface StoreQuestion<V> {

        /** Asks the store. */
        V ask() throws StoreUnreadableException;
    }

    /**
     * Asks the program, where there is a login and it runs, and else the store: an H2 file belongs to the running program.
     *
     * @throws StoreUnreadableException when the store does not answer, or another process holds it
     * @throws IOException when the program refuses
     */
    public <V> V ask(Question<V> program, StoreQuestion<V> store)
            throws StoreUnreadableException, IOException, InterruptedException {
        Login login = management.login();
        if (login != null) {
            try {
                return program.ask(new ManagementClient(management.address(), login));
            } catch (ConnectException notRunning) {
                // Then nobody holds the store.
            }
        }
        return store.ask();
    }
}
