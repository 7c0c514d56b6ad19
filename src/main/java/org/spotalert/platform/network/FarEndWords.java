package org.spotalert.platform.network;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spotalert.platform.text.TextSanitizer;

/** Makes what a far end says fit for one line of a log or an alert. */
public final class FarEndWords {

    private static final int LONGEST = 300;
    /** A shorter secret would take words out of sentences that never held it. */
    private static final int SHORTEST_SECRET = 4;

    private static final String UNFIT = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}\\s]+";

    private final List<String> secrets;

    /** @param secrets what the words must not repeat, neither as it is nor in Base64 */
    public FarEndWords(List<String> secrets) {
        List<String> forms = new ArrayList<>();
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET) {
                forms.add(secret);
                forms.add(Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            }
        }
        // The longest first: one secret may hold another.
        forms.sort(Comparator.comparingInt(String::length).reversed());
        this.secrets = List.copyOf(forms);
    }

    /** The words on one line of at most 300 characters, without secrets; empty when there are none. */
    public String of(@Nullable String words) {
        String line = words == null ? "" : words.replaceAll(UNFIT, " ").strip();
        for (String secret : secrets) {
            line = line.replace(secret, "***");
        }
        return TextSanitizer.cut(line, LONGEST);
    }
}
