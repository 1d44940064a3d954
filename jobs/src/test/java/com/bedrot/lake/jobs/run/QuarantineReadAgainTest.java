package com.bedrot.lake.jobs.run;

import static com.bedrot.lake.jobs.run.BankDetails.statement;
import static org.assertj.core.api.Assertions.assertThat;

import com.bedrot.lake.conf.ledger.FileState;
import com.bedrot.lake.jobs.LakeFixture;
import com.bedrot.lake.jobs.SparkTest;
import com.bedrot.lake.jobs.run.RunOptions.Until;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class QuarantineReadAgainTest {
  @TempDir private Path folder;

  @Test
  void aNewContractVersionReadsQuarantinedFilesAgain() throws IOException {
    LakeFixture fixture = new LakeFixture(folder.resolve("home"));
    String text = statement().reported("2026-05-15", 3, "0.01").text();
    String renamed =
        fixture.landText(
            "distrokid.bank_details",
            "a",
            "distrokid_1.tsv",
            text.replace("Earnings (USD)", "Payout"));
    String page =
        fixture.landText("distrokid.bank_details", "a", "distrokid_2.tsv", "<html>Log in</html>");
    fixture.run(Until.RAW);
    fixture.run(Until.RAW);
    assertThat(fixture.state(renamed)).isEqualTo(FileState.QUARANTINED);

    ProjectCopy project =
        ProjectCopy.at(folder.resolve("project"))
            .with("contracts/distrokid.yml", "version: 1.0.0", "version: 1.1.0")
            .with("contracts/distrokid.yml", "[Earnings (USD), ", "[Earnings (USD), Payout, ");
    LakeFixture later =
        new LakeFixture(folder.resolve("home"), Map.of(), project.root())
            .at(Instant.parse("2026-11-02T10:00:00Z"));
    assertThat(Due.of(later.lake()).reasons()).contains("the contracts changed");
    RunOutcome outcome = later.run(Until.RAW);

    assertThat(later.state(renamed)).isEqualTo(FileState.RAW);
    assertThat(later.state(page)).isEqualTo(FileState.QUARANTINED);
    assertThat(outcome.raw().entries()).hasSize(2);
    assertThat(later.run(Until.RAW).raw().entries()).isEmpty();
  }
}
