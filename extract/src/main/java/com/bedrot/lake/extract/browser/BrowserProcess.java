package com.bedrot.lake.extract.browser;

import com.bedrot.lake.conf.settings.Chromium;
import com.bedrot.lake.conf.settings.Environment;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.impl.PlaywrightImpl;
import com.microsoft.playwright.options.ServiceWorkerPolicy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Chromium process with the driver that steers it. Serves one account after another, each in a
 * context of its own that shares nothing with the next. For one thread at a time.
 */
final class BrowserProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BrowserProcess.class);

  /** Prefixes of variables with secrets, which no page's process needs. */
  private static final List<String> SECRET = List.of("LAKE_", "AWS_", "PG");

  /**
   * Whether the driver gets the variables of this one; {@link Playwright#create} gives every driver
   * those of the process's first.
   */
  private static final boolean OWN = true;

  private static final Object STARTING = new Object();

  private final Playwright playwright;
  private final List<ProcessHandle> driver;
  private final Browser browser;
  private final boolean headed;
  private volatile boolean killed;

  /**
   * @param files an existing folder for what browser and driver put down: downloads, profiles,
   *     parts of traces
   */
  BrowserProcess(ExtractSettings.Browser settings, Chromium chromium, boolean headed, Path files) {
    DriverCache.use();
    Playwright made = null;
    Browser launched = null;
    List<ProcessHandle> started = List.of();
    try {
      Map<String, String> variables = variables(settings);
      variables.put("TMPDIR", files.toString());
      synchronized (STARTING) {
        Set<ProcessHandle> others = ProcessHandle.current().children().collect(Collectors.toSet());
        made = PlaywrightImpl.createImpl(new Playwright.CreateOptions().setEnv(variables), OWN);
        started =
            ProcessHandle.current().children().filter(child -> !others.contains(child)).toList();
      }
      launched =
          made.chromium()
              .launch(
                  new BrowserType.LaunchOptions()
                      .setExecutablePath(chromium.program())
                      .setHeadless(!headed)
                      .setChromiumSandbox(!"root".equals(System.getProperty("user.name")))
                      .setArgs(List.of("--disable-dev-shm-usage"))
                      .setDownloadsPath(files.resolve("downloads"))
                      .setEnv(browserVariables(Environment.ofProcess()))
                      .setTimeout((double) settings.timeout().toMillis()));
    } catch (PlaywrightException failed) {
      throw BrowserErrors.notStarted(chromium, failed);
    } finally {
      if (launched == null && made != null) {
        made.close();
      }
    }
    this.headed = headed;
    this.playwright = made;
    this.driver = started;
    this.browser = launched;
  }

  /** The variables of the driver's process. */
  static Map<String, String> variables(ExtractSettings.Browser settings) {
    Map<String, String> variables = new HashMap<>();
    variables.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
    Path node = settings.node();
    if (node != null) {
      variables.put("PLAYWRIGHT_NODEJS_PATH", node.toString());
    }
    return variables;
  }

  /**
   * The variables of the browser's processes: ours without the secrets. Their folder for temporary
   * files stays the system's, for Chromium ends where the path of its socket is longer than 107
   * bytes.
   */
  static Map<String, String> browserVariables(Environment ours) {
    Map<String, String> variables = new HashMap<>();
    ours.names().stream()
        .filter(name -> SECRET.stream().noneMatch(name::startsWith))
        .forEach(name -> ours.get(name).ifPresent(value -> variables.put(name, value)));
    return variables;
  }

  /** Whether it can serve an account whose windows are to be shown so. */
  boolean serves(boolean shown) {
    return headed == shown && !killed && browser.isConnected();
  }

  /** A context that starts with this state, a Playwright document. */
  BrowserContext context(Optional<String> state, ExtractSettings.Browser settings) {
    Browser.NewContextOptions options =
        new Browser.NewContextOptions()
            .setLocale("en-US")
            .setTimezoneId("UTC")
            .setServiceWorkers(ServiceWorkerPolicy.BLOCK);
    state.ifPresent(options::setStorageState);
    BrowserContext context = browser.newContext(options);
    context.setDefaultTimeout((double) settings.elementTimeout().toMillis());
    context.setDefaultNavigationTimeout((double) settings.timeout().toMillis());
    return context;
  }

  /** Ends it from any thread: what waits for it fails. */
  void kill() {
    killed = true;
    driver.stream()
        .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
        .toList()
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() {
    try {
      browser.close();
    } catch (PlaywrightException gone) {
      LOG.debug("the browser had ended before");
    } finally {
      playwright.close();
    }
  }
}
