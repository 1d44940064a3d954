package com.bedrot.lake.extract.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionFileTest {
  private static final Set<String> HOSTS = Set.of("shop.example");
  private static final Path GOLDEN = Path.of("src/test/resources/com/bedrot/lake/extract/session");

  @TempDir Path folder;

  @Test
  void readsAnExtensionsJsonAndRepairsSameSite() {
    SessionFile read = SessionFile.read(GOLDEN.resolve("extension.json"), HOSTS);

    assertThat(read.format()).isEqualTo(SessionFile.Format.EXTENSION);
    assertThat(read.leftOut()).isEqualTo(1);
    assertThat(read.state().cookies())
        .containsExactly(
            new SessionCookie(
                "sid",
                "invented-value-1",
                ".shop.example",
                "/",
                Instant.parse("2027-01-01T00:00:00.500Z"),
                true,
                true,
                SameSite.NONE),
            new SessionCookie("lang", "en", "shop.example", "/", null, false, false, SameSite.LAX),
            new SessionCookie(
                "old",
                "x",
                ".shop.example",
                "/",
                Instant.parse("2027-01-01T00:00:00Z"),
                false,
                false,
                SameSite.LAX));
  }

  @Test
  void readsNetscapesCookiesWithTheHttpOnlyOnes() {
    SessionFile read = SessionFile.read(GOLDEN.resolve("cookies.txt"), HOSTS);

    assertThat(read.format()).isEqualTo(SessionFile.Format.NETSCAPE);
    assertThat(read.state().cookies())
        .containsExactly(
            new SessionCookie(
                "sid",
                "invented-value-1",
                ".shop.example",
                "/",
                Instant.parse("2027-01-01T00:00:00Z"),
                true,
                true,
                SameSite.LAX),
            new SessionCookie("lang", "en", "shop.example", "/", null, false, false, SameSite.LAX));
  }

  @Test
  void readsAPlaywrightStateWithTheLocalStorageOfThePortalOnly() {
    SessionFile read = SessionFile.read(GOLDEN.resolve("playwright.json"), HOSTS);

    assertThat(read.format()).isEqualTo(SessionFile.Format.PLAYWRIGHT);
    assertThat(read.state().playwrightJson())
        .isEqualTo(
            "{\"cookies\":[{\"name\":\"sid\",\"value\":\"invented-value-1\",\"domain\":"
                + "\".shop.example\",\"path\":\"/\",\"expires\":1798761600,\"httpOnly\":true,"
                + "\"secure\":true,\"sameSite\":\"None\"}],\"origins\":[{\"origin\":"
                + "\"https://shop.example\",\"localStorage\":[{\"name\":\"jwt\",\"value\":\"a\"}]}]}");
  }

  @Test
  void refusesWhatIsNoneOfThemWithoutShowingIt() throws IOException {
    refused("hello canary", "line 1 is no line of a cookies.txt");
    refused("{\"cookies\": canary", "it is neither JSON nor a cookies.txt");
    refused("[{\"name\":\"canary\"}]", "cookie 1 lacks its name, value or domain");
    refused("[]", "no cookie in it belongs to [shop.example]");
  }

  private void refused(String content, String why) throws IOException {
    Path file = Files.writeString(folder.resolve("export"), content);
    assertThatThrownBy(() -> SessionFile.read(file, HOSTS))
        .hasMessage("export: " + why)
        .extracting("code")
        .isEqualTo(ErrorCode.SESSION_FILE_UNREADABLE);
  }
}
