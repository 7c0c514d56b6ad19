package org.spotalert.channel.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.core5.http.HttpException;

/**
 * The longest time that an exchange may take as a whole, with everything that has no time limit of its own: the name server,
 * a request that the far end does not read, an answer that comes byte by byte.
 */
final class Deadline {

    private final Duration limit;
    private final ExecutorService threads;

    Deadline(Duration limit) {
        this.limit = limit;
        this.threads = threads();
    }

    /** What is done over a connection. */
    @FunctionalInterface
    interface Work<T> {

        /** Does it, with every connection held by this. */
        T over(OpenSocket connection) throws IOException, HttpException;
    }

    /**
     * Does this work on a thread of its own, and closes its connection in the end.
     *
     * @throws InterruptedIOException when it is not done within the limit, or this thread is interrupted; it is given up then,
     *     and sends nothing any more
     */
    <T> T keep(Work<T> work) throws IOException, HttpException {
        try (OpenSocket connection = new OpenSocket()) {
            Future<T> result = threads.submit(() -> work.over(connection));
            return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new InterruptedIOException("not done within " + limit);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
    }

    private static IOException cause(ExecutionException failed) throws IOException, HttpException {
        Throwable cause = failed.getCause();
        if (cause instanceof IOException failure) {
            return failure;
        }
        if (cause instanceof HttpException failure) {
            throw failure;
        }
        throw new IOException(cause);
    }

    /** None is left a minute after the last exchange, so that there is nothing to shut down. */
    private static ExecutorService threads() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "webhook");
            thread.setDaemon(true);
            return thread;
        });
    }
}
