package org.spotalert.platform.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.ContextBase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSettingTest {

    private final ContextBase context = new ContextBase();
    private final LogSetting setting = new LogSetting();
    private final Path file;

    LogSettingTest(@TempDir Path folder) {
        file = folder.resolve("application.properties");
    }

    @BeforeEach
    void describe() {
        setting.setContext(context);
        setting.setFile(file);
        setting.setKey("spot.log.format");
        setting.setFallback("text");
        setting.setAccepted("text|json");
    }

    @Test
    void missingFileMeansTheFallback() {
        assertThat(setting.getPropertyValue()).isEqualTo("text");
    }

    @Test
    void fileIsRead() throws IOException {
        Files.writeString(file, "spot.log.format = json\n");

        assertThat(setting.getPropertyValue()).isEqualTo("json");
    }

    @Test
    void environmentComesFirst() throws IOException {
        Files.writeString(file, "spot.log.format = text\n");
        context.putProperty("SPOT_LOG_FORMAT", "JSON");

        assertThat(setting.getPropertyValue()).isEqualTo("json");
    }

    @Test
    void unknownValueStillLeavesLog() {
        context.putProperty("SPOT_LOG_FORMAT", "xml");

        assertThat(setting.getPropertyValue()).isEqualTo("text");
    }
}
