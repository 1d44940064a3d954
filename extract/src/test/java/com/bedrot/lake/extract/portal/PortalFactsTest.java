package com.bedrot.lake.extract.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.ContractLoader;
import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.portal.PortalFacts.Accounts;
import com.bedrot.lake.extract.portal.PortalFacts.Kind;
import com.bedrot.lake.extract.run.SourceClasses;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortalFactsTest {
  private static final Map<String, Object> LEAST =
      Map.of(
          "kind", "browser",
          "origins", Map.of("web", "https://shop.example"),
          "hosts", List.of("shop.example"));

  private static SourceContract contract(Map<String, Object> portal) {
    return new SourceContract(
        "shop", "1.0.0", "active", "Shop", "", List.of(), portal, "conf/contracts/shop.yml");
  }

  @Test
  void theLeastThatIsSaidHasDefaultsForTheRest() {
    PortalFacts facts = PortalFacts.of(contract(LEAST));

    assertThat(facts.kind()).isEqualTo(Kind.BROWSER);
    assertThat(facts.accounts()).isEqualTo(Accounts.ONE);
    assertThat(facts.origins())
        .containsExactly(Map.entry("web", URI.create("https://shop.example")));
    assertThat(facts.rate().perMinute()).isEqualTo(60);
    assertThat(facts.rate().concurrent()).isEqualTo(1);
    assertThat(facts.rate().slowAt()).isEqualTo(75);
    assertThat(facts.rate().stopAt()).isEqualTo(90);
    assertThat(facts.session().strategy()).isEqualTo("none");
    assertThat(facts.windows().maxDays()).isEmpty();
  }

  @Test
  void everyProblemIsReportedAtOnce() {
    Map<String, Object> portal =
        Map.ofEntries(
            Map.entry("kind", "brower"),
            Map.entry("acounts", "one"),
            Map.entry(
                "origins", Map.of("web", "http://shop.example/path", "cdn", "https://cdn.example")),
            Map.entry("hosts", List.of("shop.example", "https://x")),
            Map.entry("pages", Map.of("login", "login")),
            Map.entry("calls", List.of("a")),
            Map.entry("selectors", Map.of("user", List.of("a"))),
            Map.entry("session", Map.of("strategy", "vist", "cookies", List.of())),
            Map.entry("windows", Map.of("max_days", 0L)),
            Map.entry("rate", Map.of("per_minute", "many")));

    assertThatThrownBy(() -> PortalFacts.of(contract(portal)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("conf/contracts/shop.yml has 12 problems:")
        .hasMessageContaining("portal.acounts: unknown key, did you mean accounts?")
        .hasMessageContaining("portal.kind: unknown value brower, did you mean browser?")
        .hasMessageContaining(
            "portal.origins.web: http://shop.example/path is not an origin like"
                + " https://www.example.com")
        .hasMessageContaining("portal.origins.cdn: cdn.example is not among hosts")
        .hasMessageContaining("portal.hosts: https://x is not a host")
        .hasMessageContaining("portal.pages.login: login must start with one /")
        .hasMessageContaining("portal.calls: must be a mapping of keys to values")
        .hasMessageContaining("portal.selectors.user: must be a single value")
        .hasMessageContaining("portal.session.cookies: unknown key")
        .hasMessageContaining("portal.session.strategy: unknown strategy vist, did you mean visit?")
        .hasMessageContaining("portal.windows.max_days: must be a whole number above 0, is 0")
        .hasMessageContaining("portal.rate.per_minute: must be a whole number above 0, is many");
  }

  @Test
  void aValueNeverBecomesMoreThanItsPartOfAPath() {
    Map<String, Object> portal = new java.util.HashMap<>(LEAST);
    portal.put("calls", Map.of("page", "/a/{id}/b?x={id}"));
    PortalFacts facts = PortalFacts.of(contract(portal));

    assertThat(facts.call("page", Map.of("id", "../?&#\u00e9 ")))
        .isEqualTo("/a/..%2F%3F%26%23%C3%A9%20/b?x=..%2F%3F%26%23%C3%A9%20");
    assertThatThrownBy(() -> facts.call("page", Map.of("id", "..")))
        .hasMessage("shop: portal.calls.page: nothing fills {id}");
    assertThatThrownBy(() -> facts.call("pages", Map.of()))
        .hasMessage("shop: portal.calls has no pages")
        .extracting("code")
        .isEqualTo(ErrorCode.CONTRACT_INVALID);
  }

  @Test
  void aFactOfAnotherTypeIsRefused() {
    Map<String, Object> portal = new java.util.HashMap<>(LEAST);
    portal.put("facts", Map.of("days", 7L, "names", List.of("a", "b"), "codes", List.of(1L, 2L)));
    FactMap facts = PortalFacts.of(contract(portal)).facts();

    assertThat(facts.number("days")).isEqualTo(7);
    assertThat(facts.text("days")).isEqualTo("7");
    assertThat(facts.texts("names")).containsExactly("a", "b");
    assertThat(facts.numbers("codes")).isEqualTo(Set.of(1, 2));
    assertThatThrownBy(() -> facts.numbers("names"))
        .hasMessage("shop: portal.facts.names must be a list of whole numbers");
    assertThatThrownBy(() -> facts.number("none")).hasMessageContaining("a whole number");
    assertThatThrownBy(() -> facts.text("names")).hasMessageContaining("a single value");
    assertThatThrownBy(() -> facts.texts("days")).hasMessageContaining("a list of values");
    assertThatThrownBy(() -> facts.map("days")).hasMessageContaining("a map of values");
  }

  @Test
  void everyContractThatSaysHowItIsFetchedIsReadAndHasItsExtractor() {
    List<SourceContract> fetched =
        ContractLoader.load(Path.of("../conf")).sources().stream()
            .filter(PortalFacts::isFetched)
            .toList();

    assertThat(fetched).extracting(SourceContract::id).contains("metaads");
    assertThat(fetched)
        .allSatisfy(
            contract -> {
              assertThat(PortalFacts.of(contract).origins()).isNotEmpty();
              assertThat(SourceClasses.extractor(contract)).isNotNull();
            });
  }
}
