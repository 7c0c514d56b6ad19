package org.spotalert.platform.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.spotalert.platform.settings.EnvironmentVariable;

/**
 * What settings are called. A source may name one by its property, by its environment variable or, with slashes, by its
 * place in a tree; here each has one name, that of its variable.
 */
public final class SettingName {

    /** How the names of the AWS login begin that a file holds. */
    static final String LOGIN = "AWS_LOGIN_";

    /** What some files and trees call them. */
    private static final Map<String, String> ALIASES = Map.of(
            "AWSCREDENTIALS_REGION_NAME", "AWS_REGION",
            "AWSCREDENTIALS_PROFILE_NAME", LOGIN + "PROFILE",
            "AWSCREDENTIALS_ROLE_ARN", "SPOT_ASSUME_ROLE_ARN",
            "AWSCREDENTIALS_ACCESS_KEY", LOGIN + "KEY",
            "AWSCREDENTIALS_SECRET_ACCESS_KEY", LOGIN + "SECRET",
            "AWSCREDENTIALS_SECRET_KEY", LOGIN + "SECRET",
            "AWSCREDENTIALS_SESSION_TOKEN", LOGIN + "TOKEN",
            "SMTP_FROM_EMAIL", "EMAIL_FROM",
            "EMAIL_EMAIL_SUBJECT", "EMAIL_SUBJECT");

    private static final String FILE = "_FILE";

    private static final String OF_A_CHANNEL = "SPOT_CHANNEL_.+_(WEBHOOK|SECRET|PASSWORD|TOKEN|ROUTING_KEY";
    private static final Pattern SECRET = Pattern.compile(OF_A_CHANNEL + ")|SPOT_(STORE|MANAGEMENT)_PASSWORD");
    /** The secrets that a channel reads for each message, and the users that they belong to. */
    private static final Pattern RENEWABLE = Pattern.compile(OF_A_CHANNEL + "|USERNAME)");

    private SettingName() {}

    static String of(String written) {
        String name = written.toUpperCase(Locale.ROOT).replaceAll("[./-]", "_");
        name = name.replaceFirst("^SMTPCREDENTIALS_", "SMTP_").replaceFirst("^EMAILNOTIFICATION_", "EMAIL_");
        return EnvironmentVariable.canonical(ALIASES.getOrDefault(name, name));
    }

    /** Whether nobody may see the value of this property. */
    public static boolean isSecret(String property) {
        return property.matches("spot\\.proxy|aws\\.login\\..+")
                || SECRET.matcher(EnvironmentVariable.inCapitals(property)).matches();
    }

    /** Whether a new value of this property is used without a restart. */
    static boolean isRenewable(String property) {
        return RENEWABLE.matcher(EnvironmentVariable.inCapitals(property)).matches();
    }

    /** The variables that name the file of a secret. */
    public static List<String> files(Set<String> variables) {
        return variables.stream()
                .filter(name -> name.endsWith(FILE) && isSecretVariable(secretOf(name)))
                .sorted()
                .toList();
    }

    /** The secret whose file this variable names. */
    static String secretOf(String variable) {
        return variable.substring(0, variable.length() - FILE.length());
    }

    /** Whether nobody may see the value of this variable. */
    public static boolean isSecretVariable(String variable) {
        return EnvironmentVariable.property(variable)
                .map(SettingName::isSecret)
                .orElseGet(() -> SECRET.matcher(variable).matches());
    }

    static boolean isRenewableVariable(String variable) {
        return isRenewable(EnvironmentVariable.property(variable).orElse(variable));
    }
}
