package com.bedrot.lake.extract.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.extract.cron.CronOptions.Extraction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CrontabTextTest {
  private static final Path HOME = Path.of("/srv/a label's lake/.lake");
  private static final List<String> LINES = List.of("# of ours", "0 * * * * lake");
  private static final String BLOCK =
      """
      # BEGIN lake every=15 extract=yes /srv/a label's lake/.lake
      # of ours
      0 * * * * lake
      # END lake /srv/a label's lake/.lake
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MAILTO=x\n0 1 * * *\tbackup \\% \n",
        "\n\n# r\u00c3\u00a9sum\u00c3\u00a9 \u00ff\u0000\r\n",
        "# BEGIN lake every=15 extract=yes /srv/other\nx\n# END lake /srv/other\n",
        "# BEGIN lake of someone else\n"
      })
  void leavesEveryOtherByteAsItIs(String others) {
    String installed = text(others).with(CronOptions.DEFAULT, LINES);

    assertThat(installed).isEqualTo(others + BLOCK);
    assertThat(text(installed).without()).isEqualTo(others);
    assertThat(text(others).without()).isEqualTo(others);
    assertThat(text(others).installed()).isEmpty();
  }

  @Test
  void renewsInItsPlaceAndOnlyOnce() {
    String around = "1 1 * * * before\n" + BLOCK + "2 2 * * * after";

    assertThat(text(around).with(CronOptions.DEFAULT, LINES)).isEqualTo(around);
    assertThat(text(around).with(new CronOptions(5, Extraction.NONE), List.of("new")))
        .isEqualTo(
            """
            1 1 * * * before
            # BEGIN lake every=5 extract=no /srv/a label's lake/.lake
            new
            # END lake /srv/a label's lake/.lake
            2 2 * * * after""");
    assertThat(text(around).without()).isEqualTo("1 1 * * * before\n2 2 * * * after");
  }

  @Test
  void remembersWhatItWasAskedToBe() {
    CronOptions options = new CronOptions(30, Extraction.NONE);

    assertThat(text(text("").with(options, LINES)).installed()).contains(options);
  }

  @Test
  void startsALineOfItsOwn() {
    assertThat(text("0 1 * * * x").with(CronOptions.DEFAULT, LINES))
        .isEqualTo("0 1 * * * x\n" + BLOCK);
  }

  @Test
  void writesNamesOfAnyLanguageAsTheirBytes() {
    CrontabText text = new CrontabText("", Path.of("/srv/l\u00e4bel"));

    String installed = text.with(CronOptions.DEFAULT, List.of("x"));

    byte[] bytes = installed.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("# END lake /srv/l\u00e4bel\n");
    assertThat(CrontabText.readable(installed)).contains("# END lake /srv/l\u00e4bel\n");
    assertThat(new CrontabText(installed, text.home()).without()).isEmpty();
  }

  @Test
  void refusesABlockWithoutItsEnd() {
    String torn = BLOCK.substring(0, BLOCK.indexOf("# END"));

    assertThatThrownBy(() -> text(torn).without())
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "the crontab has \"# BEGIN lake every=15 extract=yes /srv/a label's lake/.lake\" without"
                + " its end line \"# END lake /srv/a label's lake/.lake\"; mend it with crontab -e");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7, 61, 120})
  void refusesAPaceThatAnHourIsNoMultipleOf(int minutes) {
    assertThatThrownBy(() -> new CronOptions(minutes, Extraction.NONE))
        .hasMessageContaining("--every " + minutes);
  }

  private static CrontabText text(String crontab) {
    return new CrontabText(crontab, HOME);
  }
}
