package com.bedrot.lake.conf.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.bedrot.lake.conf.contract.RuleContract.Level;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractLoaderTest {
  private static final String SHOP = "contracts/shop.yml";
  private static final String SALES = "tables/sales.yml";

  @TempDir Path temp;
  private Path conf;

  @BeforeEach
  void copySample() throws IOException {
    conf = temp.resolve("conf");
    for (String file : List.of(SHOP, SALES)) {
      Path target = conf.resolve(file);
      Files.createDirectories(target.getParent());
      try (InputStream in = getClass().getResourceAsStream("/contracts-sample/" + file)) {
        Files.copy(in, target);
      }
    }
  }

  private void replace(String file, String old, String now) throws IOException {
    Path path = conf.resolve(file);
    String text = Files.readString(path, StandardCharsets.UTF_8);
    assertThat(text).contains(old);
    int at = text.indexOf(old);
    Files.writeString(path, text.substring(0, at) + now + text.substring(at + old.length()));
  }

  private List<String> problems() {
    try {
      ContractLoader.load(conf);
      return List.of();
    } catch (ConfigurationException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.CONTRACT_INVALID);
      return e.getMessage().lines().skip(1).map(String::strip).toList();
    }
  }

  @Test
  void readsWhatADatasetDeclares() {
    DatasetContract orders = ContractLoader.load(conf).dataset("shop.orders").orElseThrow();
    assertThat(orders.filePatterns()).containsExactly("^orders_(?<epoch>\\d+)\\.csv$");
    assertThat(orders.contentKeys()).containsExactly("order_id", "ordered_on");
    assertThat(orders.format().totals()).isEqualTo("^Total$");
    assertThat(orders.format().totalsColumn()).isEqualTo("price_usd");
    assertThat(orders.history())
        .isEqualTo(
            new History(
                History.Mode.SNAPSHOT,
                List.of("ordered_on@month"),
                List.of("content:ordered_on", "landed_at")));
    assertThat(orders.freshnessDays()).isEqualTo(7);
    assertThat(orders.cadence()).isEqualTo("0 6 * * *");
    assertThat(orders.cleaner()).isFalse();
    assertThat(orders.column("order_id").orElseThrow().aliases()).containsExactly("Order No.");
    assertThat(orders.column("price_usd").orElseThrow().type())
        .isEqualTo(new ColumnType(ColumnType.Kind.DECIMAL, 18, 2));
    assertThat(orders.rowRules())
        .containsExactly(
            new RuleContract(
                "price_not_negative",
                "A price is never below zero.",
                Level.ROW,
                Severity.QUARANTINE_ROW,
                null,
                null,
                "price_usd >= 0",
                null,
                null,
                0.1));
    assertThat(orders.tableRules()).extracting(RuleContract::metric).containsExactly("row_count");
  }

  @Test
  void readsPortalFactsAsPlainData() {
    assertThat(ContractLoader.load(conf).source("shop").orElseThrow().portal())
        .isEqualTo(
            Map.of(
                "page",
                "https://shop.example/orders",
                "retries",
                3L,
                "login",
                true,
                "tabs",
                List.of("a", "b")));
  }

  @Test
  void carriesAnEquallyNamedColumnOfAFeedingDatasetByOneLine() throws IOException {
    replace(
        SALES,
        "    quality:",
        "      - {name: ordered_on, logicalType: date, physicalType: date, description: Day.}\n"
            + "    quality:");
    TableContract sales = ContractLoader.load(conf).table("sales").orElseThrow();
    assertThat(sales.datasets()).containsExactly("shop.orders");
    assertThat(sales.columns())
        .extracting(TableColumn::name, TableColumn::from)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("source", List.of()),
            org.assertj.core.groups.Tuple.tuple("order_id", List.of("shop.orders.order_id")),
            org.assertj.core.groups.Tuple.tuple("price_usd", List.of("shop.orders.price_usd")),
            org.assertj.core.groups.Tuple.tuple("ordered_on", List.of("shop.orders.ordered_on")));
    assertThat(sales.rules()).extracting(RuleContract::metric).contains("uniqueness", "minimum");
  }

  @Test
  void reportsAllProblemsOfAllFilesAtOnceInTheOrderOfTheirLines() throws IOException {
    replace(SHOP, "status: active", "status: activ");
    replace(SHOP, "engine: lake", "engine: lakes");
    replace(SALES, "publishGroup", "publishGroop");
    assertThatThrownBy(() -> ContractLoader.load(conf))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            """
            conf has 4 problems:
              conf/contracts/shop.yml:6: status: unknown status activ, did you mean active?
              conf/contracts/shop.yml:53: schema[orders].quality[price_not_negative].engine: must be lake
              conf/tables/sales.yml:8: schema[sales]: publishGroup is missing
              conf/tables/sales.yml:15: schema[sales].customProperties[publishGroop]: unknown custom property publishGroop, did you mean publishGroup?\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          v3.1.0 | v3.0.2 | 1: apiVersion: must be v3.1.0
          kind: DataContract | kind: Contract | 2: kind: must be DataContract
          id: shop | id: shopp | 3: id: must be the file's name without .yml, is shopp
          version: 1.0.0 | version: 1.0 | 5: version: must be like 1.0.0, is 1.0
          status: active | statuss: active | 6: statuss: unknown key statuss, did you mean status?
          """)
  void reportsWhatIsWrongInTheHead(String old, String now, String problem) throws IOException {
    replace(SHOP, old, now);
    assertThat(problems()).contains("conf/contracts/shop.yml:" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          unit: d, element: orders} | unit: m, element: orders} | 9: slaProperties[freshness].unit: freshness is in days (d)
          freshness, value: 7, unit: d, element: orders | freshnes, value: 7, unit: d, element: orders | 9: slaProperties[freshnes].property: unknown service level freshnes, did you mean freshness?
          element: lines | element: line | 11: slaProperties[freshness].element: unknown dataset line, did you mean lines?
          property: filePatterns | property: filePattern | 19: schema[orders].customProperties[filePattern]: unknown custom property filePattern, did you mean filePatterns?
          ^orders_(?<epoch>\\d+) | ^orders_(?<epoc>\\d+) | 20: schema[orders].customProperties[filePatterns].value[0]: unknown group epoc, did you mean epoch?
          ^orders_(?<epoch>\\d+) | ^orders_(\\d+ | 20: schema[orders].customProperties[filePatterns].value[0]: not a regular expression: Unclosed group: ^orders_(\\d+\\.csv$
          [order_id, ordered_on] | [order_idd, ordered_on] | 21: schema[orders].customProperties[contentKeys].value[0]: unknown column order_idd, did you mean order_id?
          kind: delimited | kind: delimted | 23: schema[orders].customProperties[format].value.kind: delimted is not one of delimited, json, xlsx, did you mean delimited?
          kind: delimited | kind: delimited, containers: [html] | 23: schema[orders].customProperties[format].value: the container html and blocks belong together
          UTF-8 | UTF-88 | 23: schema[orders].customProperties[format].value.encodings[0]: unknown encoding UTF-88
          delimiters: [","] | delimiters: [",,"] | 23: schema[orders].customProperties[format].value.delimiters[0]: a delimiter is one character other than a quote
          delimiters | delimitters | 23: schema[orders].customProperties[format].value.delimitters: unknown key delimitters, did you mean delimiters?
          totalsColumn: price_usd | totalsColumn: price | 23: schema[orders].customProperties[format].value: unknown column price
          mode: snapshot | mode: snapshots | 25: schema[orders].customProperties[history].value.mode: snapshots is not one of snapshot, upsert, append, did you mean snapshot?
          sliceBy: [ordered_on@month] | sliceBy: [ordered@month] | 25: schema[orders].customProperties[history].value.sliceBy[0]: unknown column ordered, did you mean order_id?
          sliceBy: [ordered_on@month] | sliceBy: [order_id@month] | 25: schema[orders].customProperties[history].value.sliceBy[0]: @month needs a date, order_id is string
          content:ordered_on | content:orderd_on | 25: schema[orders].customProperties[history].value.newestBy[0]: unknown column orderd_on, did you mean ordered_on?
          landed_at] | landed] | 25: schema[orders].customProperties[history].value.newestBy[1]: landed is not one of content:COLUMN, name, extracted_at, landed_at
          [_file_sha256, _row] | [_file_sha, _row] | 26: schema[orders].customProperties[grain].value[0]: unknown column _file_sha, did you mean _file_sha256?
          [_file_sha256, _row] | [_row, _row] | 26: schema[orders].customProperties[grain].value[1]: the column _row is there twice
          value: [sales] | value: [sale] | 27: schema[orders].customProperties[feeds].value[0]: unknown table sale, did you mean sales?
          property: parent, value: orders | property: parent, value: order | 65: schema[lines].customProperties[parent].value: unknown dataset order, did you mean orders?
          kind: json, explode: lines | kind: json | 61: schema[lines]: parent and format.explode belong together
          mode: append, | mode: append, mode: upsert, | 69: schema[lines].customProperties[history].value.mode: the key is there twice
          """)
  void reportsWhatIsWrongInADataset(String old, String now, String problem) throws IOException {
    replace(SHOP, old, now);
    assertThat(problems()).contains("conf/contracts/shop.yml:" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name: order_id | name: Order Id | 29: schema[orders].properties[Order Id].name: must be lower-case letters, digits and underscores, is Order Id
          name: ordered_on | name: order_id | 36: schema[orders].properties[order_id].name: the column order_id is there twice
          name: ordered_on | name: _row | 36: schema[orders].properties[_row].name: _row is a column every dataset has already
          decimal(18,2) | decimal(18,20) | 44: schema[orders].properties[price_usd].physicalType: unknown type decimal(18,20), known are string, int, long, decimal(p,s), date, month, timestamp, boolean, json
          logicalType: number | logicalType: string | 43: schema[orders].properties[price_usd].logicalType: must be number for decimal(18,2), is string
          required: true | required: yes | 32: schema[orders].properties[order_id].required: must be true or false, is yes
          required: true | classification: secret | 32: schema[orders].properties[order_id].classification: unknown classification secret
          description: Price. | quality: [] | 45: schema[orders].properties[price_usd].quality: unknown key quality
          description: Price. | examples: [1] | 42: schema[orders].properties[price_usd]: description is missing
          property: aliases, value: [Order No.] | property: aliases, value: ["Price (USD)"] | 42: schema[orders].properties[price_usd]: the alias price_usd also stands for the column order_id
          property: aliases, value: [Order No.] | property: formats, value: [yyyy] | 35: schema[orders].properties[order_id].customProperties[formats].value: only dates, months and timestamps have formats
          value: [yyyy-MM-dd] | value: [yyyy-bb] | 41: schema[orders].properties[ordered_on].customProperties[formats].value[0]: not a date pattern: yyyy-bb
          property: unit, value: USD | property: numberFormat, value: groupd-point | 47: schema[orders].properties[price_usd].customProperties[numberFormat].value: unknown number format groupd-point, did you mean grouped-point?
          property: unit, value: USD | property: origin, value: presence | 47: schema[orders].properties[price_usd].customProperties[origin].value: presence needs the custom property presence
          property: unit, value: USD | property: presence, value: {id: x} | 47: schema[orders].properties[price_usd].customProperties[presence].value: needs origin presence
          property: unit, value: USD | property: origin, value: attribute | 42: schema[orders].properties[price_usd]: origin attribute needs one alias, the attribute's name
          property: unit, value: USD | property: unit | 47: schema[orders].properties[price_usd].customProperties[unit]: a custom property needs property and value
          """)
  void reportsWhatIsWrongInAColumn(String old, String now, String problem) throws IOException {
    replace(SHOP, old, now);
    assertThat(problems()).contains("conf/contracts/shop.yml:" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          id: price_not_negative | id: Price | 49: schema[orders].quality[Price].id: must be lower-case letters, digits and underscores, is Price
          id: rows_present | id: price_not_negative | 55: schema[orders].quality[price_not_negative].id: the rule price_not_negative is there twice
          severity: quarantine-row | severity: quarantine | 52: schema[orders].quality[price_not_negative].severity: quarantine is not one of observe, warn, quarantine-row, quarantine-file, hold-publish, fail-run
          severity: quarantine-row | severity: hold-publish | 52: schema[orders].quality[price_not_negative].severity: hold-publish is for tables, not rows
          severity: hold-publish | severity: quarantine-row | 60: schema[orders].quality[rows_present].severity: quarantine-row is for rows, not tables
          type: custom | type: sql | 51: schema[orders].quality[price_not_negative].type: unknown rule type sql
          engine: lake | engine: soda | 53: schema[orders].quality[price_not_negative].engine: must be lake
          level: row | level: rows | 54: schema[orders].quality[price_not_negative].implementation.level: rows is not one of row, table, did you mean row?
          price_usd >= 0 | prize_usd >= 0 | 54: schema[orders].quality[price_not_negative].implementation.expression: unknown column prize_usd, did you mean price_usd?
          price_usd >= 0 | "price_usd in (1, 'abc'" | 54: schema[orders].quality[price_not_negative].implementation.expression: a bracket is not closed: price_usd in (1, 'abc'
          price_usd >= 0 | "ordered_on <= ${todey}" | 54: schema[orders].quality[price_not_negative].implementation.expression: unknown variable ${todey}
          threshold: 0.1 | threshold: 10 | 54: schema[orders].quality[price_not_negative].implementation.threshold: must lie between 0 and 1, is 10
          threshold: 0.1 | threshold: much | 54: schema[orders].quality[price_not_negative].implementation.threshold: must be a number, is much
          threshold: 0.1 | atLeast: 1 | 54: schema[orders].quality[price_not_negative].implementation.atLeast: row rules have no atLeast
          metric: rowCount | metric: rowCounts | 58: schema[orders].quality[rows_present].metric: unknown metric rowCounts, did you mean rowCount?
          mustBeGreaterOrEqualTo: 1 | tags: [a] | 55: schema[orders].quality[rows_present]: rowCount needs mustBeGreaterOrEqualTo or mustBeLessOrEqualTo
          """)
  void reportsWhatIsWrongInARule(String old, String now, String problem) throws IOException {
    replace(SHOP, old, now);
    assertThat(problems()).contains("conf/contracts/shop.yml:" + problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          value: [source, order_id] | value: [source, order] | 14: schema[sales].customProperties[grain].value[1]: unknown column order
          property: publishGroup | property: tables | 8: schema[sales]: publishGroup is missing
          name: sales | name: sale | 8: schema[sale].name: must be the contract's id sales
          numeric(18,2) | money | 29: schema[sales].properties[price_usd].physicalType: unknown type money, known are text, integer, bigint, numeric(p,s), date, timestamptz, boolean, jsonb
          numeric(18,2) | numeric(18,1) | 31: schema[sales].properties[price_usd].transformSourceObjects[0]: numeric(18,1) cannot hold shop.orders.price_usd, a decimal(18,2)
          shop.orders.price_usd | shop.order.price_usd | 31: schema[sales].properties[price_usd].transformSourceObjects[0]: unknown dataset shop.order, did you mean shop.orders?
          shop.orders.price_usd | shop.orders.price | 31: schema[sales].properties[price_usd].transformSourceObjects[0]: unknown column price
          shop.orders.price_usd | price_usd | 31: schema[sales].properties[price_usd].transformSourceObjects[0]: unknown dataset price_usd
          [shop.orders.price_usd] | [shop.orders.price_usd, shop.orders.price_usd] | 31: schema[sales].properties[price_usd].transformSourceObjects[1]: the dataset shop.orders is there twice
          [shop.orders.price_usd] | shop.orders.price_usd | 31: schema[sales].properties[price_usd].transformSourceObjects: must be a list
          properties: [source, order_id] | properties: [source, order] | 37: schema[sales].quality[order_once].arguments.properties[1]: unknown column order
          mustBe: 0 | mustBe: 1 | 38: schema[sales].quality[order_once].mustBe: duplicateValues must be 0
          metric: minimum | metric: minimun | 45: schema[sales].quality[price_minimum].implementation.metric: unknown metric minimun, did you mean minimum?
          column: price_usd | column: prices | 45: schema[sales].quality[price_minimum].implementation.column: unknown column prices
          atLeast: 0 | threshold: 0 | 45: schema[sales].quality[price_minimum].implementation: a table rule needs atLeast or atMost
          level: table, metric: minimum, column: price_usd, atLeast: 0 | level: row, expression: price_usd > 0 | 45: schema[sales].quality[price_minimum].implementation.level: row rules belong to datasets, not to curated tables
          property: partitionBy, value: [source] | property: tables, value: [sale] | 13: schema[sales].customProperties[tables].value[0]: unknown table sale, did you mean sales?
          property: partitionBy, value: [source] | property: tables, value: [sales] | 13: schema[sales].customProperties[tables].value[0]: sales and sales are built from each other
          property: partitionBy, value: [source] | property: datasets, value: [shop.line] | 13: schema[sales].customProperties[datasets].value[0]: unknown dataset shop.line, did you mean shop.lines?
          """)
  void reportsWhatIsWrongInATable(String old, String now, String problem) throws IOException {
    replace(SALES, old, now);
    assertThat(problems()).contains("conf/tables/sales.yml:" + problem);
  }

  @Test
  void reportsADatasetThatFeedsAColumnItCannotFill() throws IOException {
    replace(
        SALES,
        "physicalType: text\n        required: true\n        description: Number",
        "physicalType: bigint\n        required: true\n        description: Number");
    replace(
        SALES,
        "logicalType: string\n        physicalType: bigint",
        "logicalType: integer\n        physicalType: bigint");
    assertThat(problems())
        .containsExactly(
            "conf/contracts/shop.yml:27: schema[orders].customProperties[feeds].value: bigint cannot hold shop.orders.order_id, a string");
  }

  @Test
  void reportsATableThatNothingFeeds() throws IOException {
    replace(SHOP, "      - {property: feeds, value: [sales]}\n", "");
    replace(SALES, "        transformSourceObjects: [shop.orders.price_usd]\n", "");
    assertThat(problems())
        .containsExactly(
            "conf/tables/sales.yml:8: schema[sales]: nothing feeds the table: name datasets or tables");
  }

  @Test
  void reportsTextThatIsNoYaml() throws IOException {
    replace(SHOP, "schema:", "schema");
    assertThat(problems())
        .containsExactly("conf/contracts/shop.yml:15: not valid YAML: could not find expected ':'");
  }

  @Test
  void refusesAnchoredListsWhichCouldHoldThemselves() throws IOException {
    replace(SHOP, "tabs: [a, b]", "tabs: &t [a, *t]");
    assertThat(problems())
        .containsExactly(
            "conf/contracts/shop.yml:13: customProperties[portal].value.tabs: must be a list");
  }

  @Test
  void reportsAnEmptyFileAListAndAFolderThatIsNotThere() throws IOException {
    Files.writeString(conf.resolve(SHOP), "");
    Files.writeString(conf.resolve("contracts/list.yml"), "- a\n");
    Files.delete(conf.resolve(SALES));
    Files.delete(conf.resolve("tables"));
    assertThat(problems())
        .containsExactlyInAnyOrder(
            "conf/contracts/shop.yml:1: the file is empty",
            "conf/contracts/list.yml:1: a contract is a mapping of keys to values",
            "conf/tables: the folder cannot be read");
  }

  @Test
  void validatesOneFileAmongItsNeighbours() throws IOException {
    replace(SALES, "shop.orders.price_usd", "shop.orders.prices");
    assertThat(ContractLoader.validate(conf.resolve(SHOP))).isEmpty();
    assertThat(ContractLoader.validate(conf.resolve(SALES)))
        .containsExactly(
            "conf/tables/sales.yml:31: schema[sales].properties[price_usd].transformSourceObjects[0]: unknown column prices");
  }

  @Test
  void validatesADraftOutsideTheFolderInPlaceOfTheShippedOne() throws IOException {
    Path draft = Files.createDirectories(temp.resolve("drafts")).resolve("sales.yml");
    Files.copy(conf.resolve(SALES), draft);
    replace(SALES, "numeric(18,2)", "money");
    assertThat(ContractLoader.validate(draft, conf)).isEmpty();
  }
}
