package org.spotalert.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("browser")
class BrowserIT {

    @Test
    void opensTypesClicksAndTakesAPicture(@TempDir Path folder) throws Exception {
        Path page = Files.writeString(
                folder.resolve("page.html"),
                "<body style='height: 2000px'><h1>Hello</h1><input><button onclick=\"document.querySelector('h1')"
                        + ".textContent = document.querySelector('input').value\">go</button><script src='missing.js'>"
                        + "</script></body>");

        try (Browser browser = Browser.start()) {
            browser.size(390, 844);
            browser.dark(true);
            browser.open(page.toUri().toString());
            browser.type("input", "world");
            browser.click("button");

            assertThat(browser.text()).contains("world");
            assertThat(browser.run("return [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches]")
                            .toString())
                    .isEqualTo("[980,true]");
            assertThat(browser.errors())
                    .singleElement()
                    .satisfies(error -> assertThat(error).contains("missing.js"));
            assertThat(browser.picture(folder.resolve("page.png"))).isNotEmptyFile();
        }
    }
}
