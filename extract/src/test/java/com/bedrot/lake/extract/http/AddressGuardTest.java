package com.bedrot.lake.extract.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.extract.portal.PortalFacts;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final PortalFacts PORTAL =
      PortalFacts.of(
          new SourceContract(
              "shop",
              "1.0.0",
              "active",
              "Shop",
              "",
              List.of(),
              Map.of(
                  "kind", "api",
                  "origins", Map.of("api", "https://api.shop.example"),
                  "hosts", List.of("api.shop.example", "cdn.shop.example")),
              "shop.yml"));

  private static AddressGuard guard(Map<String, URI> origins, boolean loopback, String address) {
    ExtractSettings d = ExtractSettings.DEFAULT;
    ExtractSettings settings =
        new ExtractSettings(
            Map.of("shop", origins),
            loopback,
            d.parallel(),
            d.timeout(),
            d.responseBytes(),
            d.downloadBytes(),
            d.retry(),
            d.breaker(),
            d.budget(),
            d.browser());
    return new AddressGuard(PORTAL, settings, host -> List.of(InetAddress.getByName(address)));
  }

  private static AddressGuard resolvingTo(String address) {
    return guard(Map.of(), false, address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "100.63.0.1"})
  void aListedHostAtAPublicAddressIsCalled(String address) {
    assertThatCode(
            () -> {
              resolvingTo(address).check(URI.create("https://api.shop.example/x"));
              resolvingTo(address).check(URI.create("https://CDN.shop.example:443/y?z"));
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "0.0.0.0",
        "0.1.2.3",
        "192.0.0.192",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:0:1::1"
      })
  void aListedHostAtAnAddressThatIsNotPublicIsRefused(String address) {
    assertThatThrownBy(() -> resolvingTo(address).check(URI.create("https://api.shop.example/x")))
        .hasMessageContaining("which is not public")
        .extracting("code")
        .isEqualTo(ErrorCode.ADDRESS_REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "http://api.shop.example/, only https is used",
    "ftp://api.shop.example/, only https is used",
    "https://evil.example/, not among the contract's portal.hosts",
    "https://api.shop.example.evil.example/, not among the contract's portal.hosts",
    "https://api.shop.example:8443/, not among the contract's portal.hosts",
    "https://api.shop.example@evil.example/, 'it names no host, or a user'",
    "https:///x, 'it names no host, or a user'",
    "file:///etc/passwd, 'it names no host, or a user'",
    "https://127.0.0.1/, not among the contract's portal.hosts"
  })
  void anAddressThatIsNotTheSourcesIsRefused(String uri, String why) {
    assertThatThrownBy(() -> resolvingTo("93.184.216.34").check(URI.create(uri)))
        .hasMessageContaining(why)
        .extracting("code")
        .isEqualTo(ErrorCode.ADDRESS_REFUSED);
  }

  @Test
  void theQueryIsNeverShown() {
    assertThatThrownBy(
            () ->
                resolvingTo("93.184.216.34")
                    .check(URI.create("https://evil.example/p?access_token=abcdef")))
        .hasMessage(
            "https://evil.example/p is not called: the host is not among the contract's"
                + " portal.hosts");
  }

  @Test
  void anAddressOfThisMachineNeedsToBeAllowed() {
    URI local = URI.create("http://127.0.0.1:8081");
    Map<String, URI> origins = Map.of("api", local);

    assertThatThrownBy(() -> guard(origins, false, "127.0.0.1").check(local.resolve("/x")))
        .hasMessageContaining("an address of this machine needs extract.allow-loopback: true");
    AddressGuard allowed = guard(origins, true, "127.0.0.1");
    assertThatCode(() -> allowed.check(local.resolve("/x"))).doesNotThrowAnyException();
    assertThat(allowed.origin("api")).isEqualTo(local);
    assertThatThrownBy(() -> allowed.check(URI.create("http://127.0.0.1:8082/x")))
        .hasMessageContaining("only https is used");
    assertThatThrownBy(() -> guard(origins, true, "10.0.0.1").check(local.resolve("/x")))
        .hasMessageContaining("10.0.0.1, which is not public");
  }

  @Test
  void aHostWithoutAddressIsUnreachable() {
    AddressGuard guard =
        new AddressGuard(
            PORTAL,
            ExtractSettings.DEFAULT,
            host -> {
              throw new UnknownHostException(host);
            });

    assertThatThrownBy(() -> guard.check(URI.create("https://api.shop.example/x")))
        .extracting("code")
        .isEqualTo(ErrorCode.SOURCE_UNREACHABLE);
  }
}
