package com.bedrot.lake.extract;

import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ConnectionException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.run.RunContext;
import com.bedrot.lake.conf.settings.AccountSecrets;
import com.bedrot.lake.conf.settings.LakeSettings;
import com.bedrot.lake.extract.http.AddressGuard;
import com.bedrot.lake.extract.http.SourceHttp;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.resilience.Budget;
import com.bedrot.lake.extract.resilience.Sleeper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * All an extractor is given for one account.
 *
 * @param portal what the contract knows of the portal: calls, pages, selectors, facts
 * @param account its key, handles and currency
 * @param secrets of this account only
 * @param http calls to the source's own addresses, paced, repeated and judged
 * @param guard decides which addresses may be reached; browsers ask it too
 * @param budget time, calls and bytes of the source in this run; browsers keep to it too
 * @param sleeper how to wait
 * @param shared what all accounts of the run share, such as the browser
 * @param landed what of the account has landed before
 * @param temp files before they land
 * @param progress told what is being done, one line, for terminals
 */
public record SourceContext(
    SourceContract contract,
    PortalFacts portal,
    LakeSettings.Account account,
    AccountSecrets secrets,
    LakeSettings settings,
    RunContext run,
    SourceHttp http,
    AddressGuard guard,
    Budget budget,
    Sleeper sleeper,
    SharedResources shared,
    LandedFiles landed,
    TempFolder temp,
    Consumer<String> progress) {

  /** The same, whose HTTP calls are made once: for callers that repeat by themselves. */
  public SourceContext callingOnce() {
    return new SourceContext(
        contract,
        portal,
        account,
        secrets,
        settings,
        run,
        http.once(),
        guard,
        budget,
        sleeper,
        shared,
        landed,
        temp,
        progress);
  }

  /** The source's id. */
  public String source() {
    return contract.id();
  }

  /** The run's time now. */
  public Instant now() {
    return run.now();
  }

  /** A path for a file to land under that name; two of one name do not meet. */
  public Path newFile(String name) {
    return temp.file(name);
  }

  /**
   * A file to land under that name, with these bytes.
   *
   * @throws ConnectionException {@code STORE_FULL} where it cannot be written
   */
  public Path newFile(String name, byte[] bytes) {
    Path file = newFile(name);
    try {
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new ConnectionException(
          ErrorCode.STORE_FULL, "cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
