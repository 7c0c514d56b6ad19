package org.spotalert.channels;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A message as a page that shows it roughly as its receiver does. Pictures and demo share it. */
public final class DrawnMessage {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path RESOURCES = Path.of("src/test/resources/pictures");

    private DrawnMessage() {}

    /**
     * The page, which loads nothing.
     *
     * @param shown what is posted to a chat, the HTML of a mail, or another channel's text
     * @param time when the receiver has got it, as a chat says it
     * @param zone the receiver's time zone
     */
    public static String page(String channel, Object shown, String time, String zone) throws IOException {
        String script = "<script>" + Files.readString(RESOURCES.resolve("draw.js"));
        if (channel.equals("email")) {
            return shown.toString().replace("</body>", script + "</script></body>");
        }
        return Files.readString(RESOURCES.resolve("page.html")) + script + "draw(" + text(channel) + ", " + text(shown)
                + ", " + text(time) + ", " + text(zone) + ");</script>";
    }

    private static String text(Object value) throws IOException {
        return JSON.writeValueAsString(value).replace("</", "<\\/");
    }
}
