package dev.everhook.worker;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A key and its certificate for 127.0.0.1, made by the JDK's keytool.
 *
 * @param keyStore the file that holds both
 * @param alias their name in there
 */
record TlsIdentity(Path keyStore, String alias) {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final String TRUST_STORE_PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final String PASSWORD = "changeit";

  /** An identity that nobody but itself has signed, and that may sign others. */
  static TlsIdentity selfSigned(Path folder) throws IOException, InterruptedException {
    Path keyStore = folder.resolve("self-signed.p12");
    generate(keyStore, "self-signed", "-ext", "bc:critical", "-validity", "1");
    return new TlsIdentity(keyStore, "self-signed");
  }

  /**
   * Makes an identity that this one has signed, good for a day.
   *
   * @param start when that day begins, as keytool writes it: {@code -2d} for two days ago
   */
  TlsIdentity signed(String name, String start) throws IOException, InterruptedException {
    Path signed = keyStore.resolveSibling(name + ".p12");
    Files.copy(keyStore, signed);
    generate(signed, name, "-signer", alias, "-startdate", start, "-validity", "1");
    return new TlsIdentity(signed, name);
  }

  private static void generate(Path keyStore, String alias, String... more)
      throws IOException, InterruptedException {
    Path output = keyStore.resolveSibling(alias + ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + alias,
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                keyStore.toString()));
    Collections.addAll(command, more);
    Process keytool =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    if (keytool.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(output));
    }
  }

  /** Makes every client trust this identity, and what it has signed, that is made from now on. */
  void trust() {
    System.setProperty(TRUST_STORE, keyStore.toString());
    System.setProperty(TRUST_STORE_PASSWORD, PASSWORD);
  }

  /** Ends what {@link #trust} began. */
  static void trustNobody() {
    System.clearProperty(TRUST_STORE);
    System.clearProperty(TRUST_STORE_PASSWORD);
  }

  /** A listener on a free port that shows this identity. */
  ServerSocket listener() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keyStore)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    for (String other : Collections.list(keys.aliases())) {
      if (!other.equals(alias)) {
        keys.deleteEntry(other);
      }
    }
    KeyManagerFactory keyManagers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keyManagers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }
}
