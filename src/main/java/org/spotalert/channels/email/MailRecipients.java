package org.spotalert.channels.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.List;
import org.spotalert.platform.settings.SettingsReader;

/** Who is mailed to, and how often: the settings that each channel for e-mail has of its own. */
public final class MailRecipients {

    private static final int MOST = 100;

    private MailRecipients() {}

    /**
     * Notes what is wrong with them.
     *
     * @param prefix how the names of the channel's settings begin, with the dot
     */
    public static void check(SettingsReader reader, String prefix) {
        reader.required(prefix + "to", "the recipients' addresses, separated by commas", text -> addresses(text, MOST));
        reader.optional(prefix + "cc", text -> addresses(text, MOST));
        reader.ifGiven(prefix + "messages-per-minute", "the most mails in a minute", SettingsReader.number(1, 6000));
    }

    /** One address. */
    public static String address(String text) {
        addresses(text, 1);
        return text;
    }

    private static List<InternetAddress> addresses(String text, int most) {
        try {
            List<InternetAddress> addresses = List.of(InternetAddress.parse(text, true));
            for (InternetAddress address : addresses) {
                address.validate();
            }
            if (addresses.isEmpty() || addresses.size() > most) {
                throw new IllegalArgumentException("\"" + text + "\" does not hold from 1 to " + most + " addresses");
            }
            return addresses;
        } catch (AddressException malformed) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an e-mail address: " + malformed.getMessage(), malformed);
        }
    }
}
