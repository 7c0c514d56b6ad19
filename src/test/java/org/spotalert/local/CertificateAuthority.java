package org.spotalert.local;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority of our own that signs certificates, as a company has one. */
public final class CertificateAuthority {

    public static final String PASSWORD = "changeit";

    private static final X500Name NAME = new X500Name("CN=authority");
    private static final List<GeneralName> THIS_MACHINE = List.of(dns("localhost"), address("127.0.0.1"));
    private static final Duration VALIDITY = Duration.ofDays(30);

    private final KeyPair keys = keys();
    private final Certificate certificate;
    private final Path directory;

    /** Who a server is: its key and the certificate of it. */
    private record Identity(KeyPair keys, Certificate certificate) {}

    /** @param directory where files are written */
    public CertificateAuthority(Path directory) throws IOException, GeneralSecurityException {
        this.directory = directory;
        this.certificate = certificate(NAME, keys, Instant.now(), List.of());
        try (OutputStream file = Files.newOutputStream(trustStore())) {
            trust().store(file, PASSWORD.toCharArray());
        }
    }

    public static GeneralName dns(String name) {
        return new GeneralName(GeneralName.dNSName, name);
    }

    public static GeneralName address(String address) {
        return new GeneralName(GeneralName.iPAddress, address);
    }

    /** The trust store that holds this authority alone, for {@code javax.net.ssl.trustStore}. */
    public Path trustStore() {
        return directory.resolve("trust.p12");
    }

    /** What a server on this machine offers. */
    public SSLContext server() throws IOException, GeneralSecurityException {
        return context(identity(Instant.now(), THIS_MACHINE));
    }

    /** What a server of another name or address offers. */
    public SSLContext server(GeneralName name) throws IOException, GeneralSecurityException {
        return context(identity(Instant.now(), List.of(name)));
    }

    /** What a server on this machine offers whose certificate has expired. */
    public SSLContext expiredServer() throws IOException, GeneralSecurityException {
        return context(identity(Instant.now().minus(VALIDITY).minus(VALIDITY), THIS_MACHINE));
    }

    /** A PEM file with the key and the certificate of a server of this name; of one on this machine without a name. */
    public Path serverPem(GeneralName... name) throws IOException, GeneralSecurityException {
        Identity server = identity(Instant.now(), name.length == 0 ? THIS_MACHINE : List.of(name));
        return Files.writeString(
                Files.createTempFile(directory, "server", ".pem"),
                pem("PRIVATE KEY", server.keys().getPrivate().getEncoded())
                        + pem("CERTIFICATE", server.certificate().getEncoded()));
    }

    private static String pem(String what, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
    }

    /** What makes a JVM trust this authority: the value of the environment variable JAVA_TOOL_OPTIONS. */
    public String trustOptions() {
        return "-Djavax.net.ssl.trustStore=" + trustStore() + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
    }

    /** For clients that trust this authority alone. */
    public SSLContext client() throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trustManagers().getTrustManagers(), null);
        return context;
    }

    private SSLContext context(Identity server) throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "server",
                server.keys().getPrivate(),
                PASSWORD.toCharArray(),
                Stream.of(server.certificate(), certificate).toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), trustManagers().getTrustManagers(), null);
        return context;
    }

    private TrustManagerFactory trustManagers() throws IOException, GeneralSecurityException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trust());
        return trust;
    }

    private KeyStore trust() throws IOException, GeneralSecurityException {
        KeyStore store = emptyStore();
        store.setCertificateEntry("authority", certificate);
        return store;
    }

    private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private Identity identity(Instant since, List<GeneralName> names) throws IOException, GeneralSecurityException {
        KeyPair server = keys();
        return new Identity(server, certificate(new X500Name("CN=server"), server, since, names));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        return KeyPairGenerator.getInstance("EC").generateKeyPair();
    }

    /** A certificate of the authority; its own when there are no names. */
    private Certificate certificate(X500Name subject, KeyPair owner, Instant since, List<GeneralName> names)
            throws IOException, GeneralSecurityException {
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    NAME,
                    BigInteger.valueOf(System.nanoTime()),
                    Date.from(since.minusSeconds(60)),
                    Date.from(since.plus(VALIDITY)),
                    subject,
                    owner.getPublic());
            if (names.isEmpty()) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else {
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (OperatorCreationException unsigned) {
            throw new GeneralSecurityException(unsigned);
        }
    }
}
