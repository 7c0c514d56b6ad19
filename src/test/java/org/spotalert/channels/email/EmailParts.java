package org.spotalert.channels.email;

import java.util.Map;

/** What the route of e-mail names. */
final class EmailParts {

    private EmailParts() {}

    static Map<String, Object> beans(SmtpProperties properties, String password, String subject) {
        return Map.of(
                "emailHeaders",
                new EmailHeaders("alerts@example.com", "[Spot ☁]", subject),
                "smtpAuthenticator",
                EmailBeans.authenticator(() -> EmailBeans.login("alerts", password)),
                "smtpProperties",
                properties.toProperties(),
                "partialMail",
                new PartialMail());
    }
}
