package org.spotalert.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spotalert.platform.health.WarningHealthCheck;

class RouteFilesHealthCheckTest {

    private final ReloadProgram program;
    private final WarningHealthCheck check;

    RouteFilesHealthCheckTest(@TempDir Path folder) {
        program = new ReloadProgram(folder);
        check = new WarningHealthCheck("route-files", program.reload::warning);
    }

    @BeforeEach
    void start() throws Exception {
        program.write("notify", ReloadProgram.stage("notify", "sent"));
        program.write("channels/mail", ReloadProgram.channel("mail", "mail 1"));
        program.write("channels/chat", ReloadProgram.channel("chat", "chat 1"));
        program.started();
        check.setCamelContext(program.context);
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void goodFilesNeedNoWords() {
        HealthCheck.Result result = check.call();

        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(result.getMessage()).isEmpty();
        assertThat(check.isReadiness()).isTrue();
        assertThat(check.isLiveness()).isFalse();
    }

    @Test
    void refusedFileIsWarningUntilItIsGoodAgain() {
        program.write("channels/mail", "- nonsense: 1");
        program.awaitRejection("nonsense");

        HealthCheck.Result refused = check.call();
        assertThat(refused.getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(refused.getMessage())
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("warning: ")
                        .contains("mail.camel.yaml: line 1: Unknown node id: nonsense"));

        program.write("channels/mail", ReloadProgram.channel("mail", "mail 2"));
        await().until(() -> check.call().getMessage().isEmpty());
    }
}
