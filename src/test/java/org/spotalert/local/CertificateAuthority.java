package org.spotalert.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** An authority of our own that signs certificates, as a company has one; made by the JDK's keytool. */
public final class CertificateAuthority {

    public static final String PASSWORD = "changeit";

    private static final String NAMES = "san=dns:localhost,ip:127.0.0.1";

    private final Path directory;

    /**
     * @param directory where keys and certificates are kept
     */
    public CertificateAuthority(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        keytool("-genkeypair", "-keystore", "authority.p12", "-alias", "authority", "-dname", "CN=authority")
                .with("-keyalg", "EC", "-ext", "bc:c", "-validity", "30")
                .run();
        keytool("-exportcert", "-keystore", "authority.p12", "-alias", "authority", "-file", "authority.crt")
                .run();
        trust("authority.crt", "trust.p12", "authority");
    }

    /** The trust store that holds this authority alone, for {@code javax.net.ssl.trustStore}. */
    public Path trustStore() {
        return directory.resolve("trust.p12");
    }

    /** What a server on this machine offers. */
    public SSLContext server() throws Exception {
        return server(NAMES);
    }

    /**
     * What a server offers.
     *
     * @param names the subject alternative names, as keytool takes them
     * @param more options of keytool, such as the dates between which the certificate is valid
     */
    public SSLContext server(String names, String... more) throws Exception {
        Files.deleteIfExists(directory.resolve("server.p12"));
        keytool("-genkeypair", "-keystore", "server.p12", "-alias", "server", "-dname", "CN=server")
                .with("-keyalg", "EC")
                .run();
        keytool("-certreq", "-keystore", "server.p12", "-alias", "server", "-file", "server.csr")
                .run();
        keytool("-gencert", "-keystore", "authority.p12", "-alias", "authority", "-ext", names)
                .with("-infile", "server.csr", "-outfile", "server.crt")
                .with(more)
                .run();
        trust("authority.crt", "server.p12", "authority");
        trust("server.crt", "server.p12", "server");
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store("server.p12"), PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trustManagers().getTrustManagers(), null);
        return context;
    }

    /** A PEM file with the key and the certificate of the last {@link #server}. */
    public Path serverPem() throws Exception {
        KeyStore store = store("server.p12");
        Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + base64.encodeToString(
                        store.getKey("server", PASSWORD.toCharArray()).getEncoded())
                + "\n-----END PRIVATE KEY-----\n-----BEGIN CERTIFICATE-----\n"
                + base64.encodeToString(store.getCertificate("server").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        return Files.writeString(directory.resolve("server.pem"), pem);
    }

    /** What makes a JVM trust this authority: the value of the environment variable JAVA_TOOL_OPTIONS. */
    public String trustOptions() {
        return "-Djavax.net.ssl.trustStore=" + trustStore() + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    /** For clients that trust this authority alone. */
    public SSLContext client() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers().getTrustManagers(), null);
        return context;
    }

    private TrustManagerFactory trustManagers() throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store("trust.p12"));
        return trust;
    }

    private KeyStore store(String file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream content = Files.newInputStream(directory.resolve(file))) {
            store.load(content, PASSWORD.toCharArray());
        }
        return store;
    }

    private void trust(String certificate, String store, String alias) throws IOException, InterruptedException {
        keytool("-importcert", "-noprompt", "-file", certificate, "-keystore", store, "-alias", alias)
                .run();
    }

    private Command keytool(String... options) {
        return new Command(new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                        .toString())))
                .with(options)
                .with("-storepass", PASSWORD, "-storetype", "PKCS12");
    }

    private final class Command {

        private final List<String> words;

        Command(List<String> words) {
            this.words = words;
        }

        Command with(String... more) {
            words.addAll(List.of(more));
            return this;
        }

        void run() throws IOException, InterruptedException {
            Process process = new ProcessBuilder(words)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + said);
            }
        }
    }
}
