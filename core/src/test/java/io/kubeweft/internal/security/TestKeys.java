package io.kubeweft.internal.security;

import io.kubeweft.config.PemSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key with a certificate that it has signed itself, made by the JDK's keytool. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TestKeys(KeyStore store, byte[] certificatePem, byte[] keyPem) {
  private static final String PASSWORD = "only-in-tests";

  /** The subject alternative names are written as keytool has them: {@code dns:a,ip:1.2.3.4}. */
  static TestKeys generate(Path folder, String name, List<String> algorithm, String alternatives)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", name, "-dname", "CN=" + name));
    command.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    command.addAll(List.of("-storetype", "PKCS12", "-validity", "2"));
    command.addAll(algorithm);
    if (!alternatives.isEmpty()) {
      command.addAll(List.of("-ext", "san=" + alternatives));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(said);
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    Key key = store.getKey(name, PASSWORD.toCharArray());
    return new TestKeys(
        store,
        pem("CERTIFICATE", store.getCertificate(name).getEncoded()),
        pem("PRIVATE KEY", key.getEncoded()));
  }

  static TestKeys rsa(Path folder, String name, String alternatives) throws Exception {
    return generate(folder, name, List.of("-keyalg", "RSA", "-keysize", "2048"), alternatives);
  }

  static TestKeys ec(Path folder, String name, String alternatives) throws Exception {
    return generate(
        folder, name, List.of("-keyalg", "EC", "-groupname", "secp256r1"), alternatives);
  }

  static TestKeys ed25519(Path folder, String name, String alternatives) throws Exception {
    return generate(folder, name, List.of("-keyalg", "Ed25519"), alternatives);
  }

  static byte[] pem(String label, byte[] der) {
    String content = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    String text = "-----BEGIN " + label + "-----\n" + content + "\n-----END " + label + "-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  String alias() throws GeneralSecurityException {
    return store.aliases().nextElement();
  }

  PemSource certificate() {
    return PemSource.of(certificatePem);
  }

  PemSource key() {
    return PemSource.of(keyPem);
  }

  static char[] password() {
    return PASSWORD.toCharArray();
  }
}
