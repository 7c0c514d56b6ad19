package org.spotalert.platform.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.EOFException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;

/**
 * The database of the claims. It is opened, and its tables are made or brought up to date, beside everything else: a
 * database that cannot be reached holds up neither the start nor an alert.
 */
public final class StoreDatabase implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StoreDatabase.class);

    private static final String NOT_OPEN = "it is not open yet";

    private final StoreSettings settings;
    private final HikariDataSource pool;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final AtomicBoolean lost = new AtomicBoolean();
    private final Duration patience;
    /** When the alerts' patience ends, by System.nanoTime; 0 until the first alert has come. */
    private final AtomicLong patienceEnds = new AtomicLong();

    private final AtomicReference<@Nullable String> problem = new AtomicReference<>(NOT_OPEN);

    /**
     * Connects to nothing yet.
     *
     * @param patience how long the first alerts wait for the database to open: without it they might be repeated
     */
    public StoreDatabase(StoreSettings settings, Duration patience) {
        this.settings = settings;
        this.pool = StoreConnection.pool(settings);
        this.patience = patience;
    }

    /** Makes the tables or brings them up to date, once; to be tried again when it fails. */
    public void open() {
        if (isOpen()) {
            return;
        }
        try {
            StoreFile.protect(settings);
            StoreConnection.migrate(pool);
            opened.countDown();
            works();
        } catch (RuntimeException unreachable) {
            fails(unreachable);
        }
    }

    /** The connections to the database. */
    public DataSource dataSource() {
        return pool;
    }

    /** Whether the tables stand; the database may have failed since. */
    public boolean isOpen() {
        return opened.getCount() == 0;
    }

    /**
     * Waits until the database is open, but not for longer than the first alerts' patience.
     *
     * @throws IllegalStateException when it is not open by then, or was lost since
     */
    public void awaitOpen() {
        if (lost.get()) {
            throw new IllegalStateException("it does not answer");
        }
        try {
            long now = System.nanoTime();
            patienceEnds.compareAndSet(0, now + patience.toNanos());
            if (!opened.await(patienceEnds.get() - now, TimeUnit.NANOSECONDS)) {
                throw new IllegalStateException(NOT_OPEN);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(NOT_OPEN, stopped);
        }
    }

    /**
     * What the database answers to a question that alerts wait for. When it gives no answer, nobody waits for it until it does
     * again: an alert that asks several things waits once.
     *
     * @throws RuntimeException when the database fails, is not open or was lost
     */
    public <T> T ask(Supplier<T> question) {
        awaitOpen();
        try {
            return question.get();
        } catch (DataAccessResourceFailureException | QueryTimeoutException noAnswer) {
            isLost(noAnswer);
            throw noAnswer;
        }
    }

    /** Notes that the database has answered, and says so when that is news. */
    public void works() {
        lost.set(false);
        if (problem.getAndSet(null) != null) {
            LOG.atInfo()
                    .addKeyValue("store", settings.place())
                    .log(settings.ofOneProcess() ? "claims are kept, for one replica only" : "claims are kept");
        }
    }

    /**
     * Notes that the database does not answer at all: until it does, nobody waits for it. It is connected to anew, since H2,
     * once its disk was full, answers on no connection that it had, and yet calls each of them valid.
     */
    public void isLost(RuntimeException failure) {
        lost.set(true);
        pool.getHikariPoolMXBean().softEvictConnections();
        fails(failure);
    }

    /** Notes that the database has failed, and says so when that is news. */
    public void fails(RuntimeException failure) {
        String reason = reason(failure);
        String before = problem.getAndSet(reason);
        if (before == null || before.equals(NOT_OPEN)) {
            LOG.atWarn()
                    .addKeyValue("store", settings.place())
                    .addKeyValue("reason", reason)
                    .log("claims cannot be kept; alerts are sent all the same, and may be repeated");
        }
    }

    /** What the driver said, in one line; of files, what is wrong with them. */
    public static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String said = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        if (cause instanceof AccessDeniedException) {
            return "the program's user may not write " + said;
        }
        if (cause instanceof NotDirectoryException || cause instanceof FileAlreadyExistsException) {
            return said + " is no directory";
        }
        if (cause instanceof NonWritableChannelException) {
            return "the program's user may not write the file";
        }
        if (cause instanceof EOFException) {
            return "the file is damaged or was cut off, for instance by a full disk";
        }
        return said.isBlank() || said.equals("null") ? cause.getClass().getSimpleName() : said;
    }

    /** What health says of the database; nothing when it keeps the claims. */
    public Optional<String> warning() {
        return Optional.ofNullable(problem.get())
                .map("the store of the claims fails, alerts may be repeated: "::concat);
    }

    @Override
    public void close() {
        pool.close();
    }
}
