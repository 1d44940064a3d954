package com.bedrot.lake.conf.store;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trust in the authorities Java knows and those of a PEM file. */
public final class StoreTrust {
  private StoreTrust() {}

  /**
   * Trust managers for the file's certificates and Java's own.
   *
   * @throws ConfigurationException {@code CONFIG_INVALID} where the file holds no certificate
   */
  static TrustManager[] managers(Path pem) {
    try {
      return managers(store(pem));
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable(pem, e);
    }
  }

  /**
   * Writes the same trust as a PKCS#12 file, for libraries that can only be given one.
   *
   * @throws ConfigurationException {@code CONFIG_INVALID} where the file holds no certificate
   */
  public static void write(Path pem, Path target, String password) {
    try {
      KeyStore store = store(pem);
      Path folder = target.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try (var out = Files.newOutputStream(target)) {
        store.store(out, password.toCharArray());
      }
    } catch (GeneralSecurityException | IOException e) {
      throw unreadable(pem, e);
    }
  }

  private static KeyStore store(Path pem) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (TrustManager manager : managers((KeyStore) null)) {
      if (manager instanceof X509TrustManager known) {
        for (X509Certificate issuer : known.getAcceptedIssuers()) {
          store.setCertificateEntry("java-" + number++, issuer);
        }
      }
    }
    int before = number;
    try (InputStream in = Files.newInputStream(pem)) {
      for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("own-" + number++, own);
      }
    }
    if (number == before) {
      throw new IOException("it holds no certificate");
    }
    return store;
  }

  private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static ConfigurationException unreadable(Path pem, Exception cause) {
    return new ConfigurationException(
        ErrorCode.CONFIG_INVALID, "store.ca: " + pem + ": " + cause.getMessage(), cause);
  }
}
