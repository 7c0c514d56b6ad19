package org.spotalert.platform.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

@Timeout(30)
class TimeoutDnsResolverTest {

    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration FOREVER = Duration.ofMinutes(5);

    private final CountDownLatch closed = new CountDownLatch(1);
    /** As the system's look-up does, it heeds no interruption. */
    private final SystemDefaultDnsResolver silent = new SystemDefaultDnsResolver() {
        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            await().forever().until(() -> closed.getCount() == 0);
            return super.resolve(host);
        }
    };

    @AfterEach
    void close() {
        closed.countDown();
    }

    @Test
    void silentNameServerHasItsLimit() {
        assertThatThrownBy(() -> new AwsHttp.TimeoutDnsResolver(SHORT, silent).resolve("sts.example.com"))
                .isInstanceOf(UnknownHostException.class);
    }

    @Test
    void callEndsAtItsTimeoutThoughTheNameServerIsSilent() {
        try (StsClient sts = StsClient.builder()
                .region(Region.EU_WEST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClientBuilder(
                        Apache5HttpClient.builder().dnsResolver(new AwsHttp.TimeoutDnsResolver(FOREVER, silent)))
                .overrideConfiguration(configuration -> configuration.apiCallTimeout(SHORT))
                .build()) {
            assertThatThrownBy(sts::getCallerIdentity).isInstanceOf(ApiCallTimeoutException.class);
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void addressesAreThoseOfTheSystem() throws Exception {
        assertThat(new AwsHttp.TimeoutDnsResolver(FOREVER).resolve("localhost"))
                .containsExactly(InetAddress.getAllByName("localhost"));
        assertThatThrownBy(() -> new AwsHttp.TimeoutDnsResolver(FOREVER).resolve("nobody.invalid"))
                .isInstanceOf(UnknownHostException.class);
    }
}
