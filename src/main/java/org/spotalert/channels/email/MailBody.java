package org.spotalert.channels.email;

import org.spotalert.channels.layout.Layout;
import org.spotalert.channels.layout.PlainText;

/** Makes the two parts of a mail of one message. */
public final class MailBody {

    private static final int MOST_ITEMS = 200;

    /** The message as the template of the HTML part reads it. */
    public Layout layout(String markdown) {
        return Layout.of(markdown).first(MOST_ITEMS);
    }

    public String text(Layout layout) {
        return PlainText.of(layout);
    }
}
