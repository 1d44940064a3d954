package com.bedrot.lake.extract.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.settings.Chromium;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.conf.tool.RequiresTool;
import com.bedrot.lake.conf.tool.Tool;
import com.bedrot.lake.extract.session.SourceAccount;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@RequiresTool(Tool.CHROMIUM)
class StandstillWatchIT {
  private static final ExtractSettings.Browser SETTINGS = ExtractSettings.DEFAULT.browser();
  private static final SourceAccount ACCOUNT = new SourceAccount("shop", "zone");

  @TempDir Path files;

  private BrowserProcess process() {
    return new BrowserProcess(SETTINGS, Chromium.require(SETTINGS.chromium()), false, files);
  }

  @Test
  @Timeout(60)
  void aCallThatWaitsWithoutALimitFailsOnceTheTimeIsOver() throws IOException {
    try (PortalServer portal = new PortalServer();
        StandstillWatch watch = new StandstillWatch();
        BrowserProcess process = process()) {
      Page page = process.context(Optional.empty(), SETTINGS).newPage();
      Response begun =
          page.navigate(
              portal.origin() + "/begun",
              new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
      StandstillWatch.Turn turn = watch.turn(process, ACCOUNT, Duration.ofSeconds(1));

      assertThatThrownBy(begun::body).isInstanceOf(PlaywrightException.class);
      assertThat(turn.isOver()).isTrue();
      assertThat(process.serves(false)).isFalse();
    }
  }

  @Test
  void aBrowserThatIsDoneInTimeGoesOn() throws Exception {
    try (StandstillWatch watch = new StandstillWatch();
        BrowserProcess process = process()) {
      StandstillWatch.Turn turn = watch.turn(process, ACCOUNT, Duration.ofMillis(200));
      turn.close();
      Thread.sleep(500);

      assertThat(turn.isOver()).isFalse();
      assertThat(process.context(Optional.empty(), SETTINGS).newPage().content()).isNotEmpty();
    }
  }
}
