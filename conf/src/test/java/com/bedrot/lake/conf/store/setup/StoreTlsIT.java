package com.bedrot.lake.conf.store.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.store.MinioServer;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A MinIO whose certificate only its owner signed. */
@Tag("store-suite")
@RequiresTool(Tool.MINIO)
class StoreTlsIT {
  private static final String PASSWORD = "certificates";
  @TempDir private Path folder;

  @Test
  void aStoreWithACertificateOfItsOwnIsTrustedByItsFile() throws Exception {
    Path certificates = certificates();
    try (MinioServer server = MinioServer.start(folder.resolve("minio"), certificates)) {
      assertThatThrownBy(() -> new StoreSetup(server.lakeSettings()).make())
          .hasMessageContaining("unable to find valid certification path");

      Map<String, String> trusting =
          Map.of("store.ca", certificates.resolve("public.crt").toString());
      assertThat(new StoreSetup(server.lakeSettings(trusting)).make())
          .allMatch(outcome -> outcome.state() != StoreSetup.State.MISSING);
      assertThat(new StoreSetup(server.lakeSettings(trusting)).look())
          .filteredOn(outcome -> outcome.state() == StoreSetup.State.KEPT)
          .hasSize(17);
    }
  }

  /** The folder MinIO takes its certificate and key from. */
  private Path certificates() throws Exception {
    Path store = folder.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "minio",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    Key key = keys.getKey("minio", PASSWORD.toCharArray());
    Path certificates = Files.createDirectory(folder.resolve("certs"));
    pem(certificates.resolve("private.key"), "PRIVATE KEY", key.getEncoded());
    pem(
        certificates.resolve("public.crt"),
        "CERTIFICATE",
        keys.getCertificate("minio").getEncoded());
    return certificates;
  }

  private static void pem(Path file, String kind, byte[] bytes) throws Exception {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n");
  }
}
