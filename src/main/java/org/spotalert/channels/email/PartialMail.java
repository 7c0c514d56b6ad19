package org.spotalert.channels.email;

import jakarta.mail.SendFailedException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ExchangeHelper;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spotalert.platform.network.Causes;

/**
 * A mail that the server has taken for some recipients and refused for others: the mail library sends it
 * ({@code mail.smtp.sendpartial}) and throws all the same. It is a delivery, and is not sent to anybody again.
 */
public final class PartialMail implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(PartialMail.class);

    /** Whether the mail has been sent to somebody, though not to everybody. */
    public boolean sent(@Nullable Exception failure) {
        return Causes.of(failure).stream()
                .anyMatch(one -> one instanceof SendFailedException partial
                        && partial.getValidSentAddresses() != null
                        && partial.getValidSentAddresses().length > 0);
    }

    /** Says who does not have the mail. */
    @Override
    public void process(Exchange exchange) {
        LOG.atWarn()
                .addKeyValue("channel", ExchangeHelper.getRouteId(exchange).replaceFirst("^channel-", ""))
                .addKeyValue("refused", refused(exchange.getException()))
                .log("mail is sent, but not to everybody: the server refuses some recipients");
    }

    private static List<String> refused(@Nullable Throwable failure) {
        return Causes.of(failure).stream()
                .flatMap(one -> one instanceof SMTPAddressFailedException refused ? Stream.of(refused) : Stream.of())
                .map(refused -> refused.getAddress() + " (SMTP " + refused.getReturnCode() + ")")
                .toList();
    }
}
