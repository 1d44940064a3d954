package com.bedrot.lake.extract.landing;

import com.bedrot.lake.conf.contract.Contracts;
import com.bedrot.lake.conf.contract.DatasetContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.format.ByteKind;
import com.bedrot.lake.conf.format.ContentMatch;
import com.bedrot.lake.conf.format.Insides;
import com.bedrot.lake.conf.format.NameFacts;
import com.bedrot.lake.conf.format.Shown;
import com.bedrot.lake.conf.format.ZipContent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the dataset of a file from what is stated, what is inside and what its name says, in that
 * order. A file that is broken inside is placed by statement or name all the same: verdicts come
 * later.
 */
final class Recognizer {
  private static final int MOST_NAMED = 6;

  private final List<DatasetContract> datasets;
  private final List<ContentMatch> matches;

  /**
   * @throws ConfigurationException {@code USAGE_INVALID} where the stated source or dataset is not
   *     known
   */
  Recognizer(Contracts contracts, ImportRequest request) {
    List<DatasetContract> roots = contracts.datasets().filter(d -> d.parent() == null).toList();
    List<DatasetContract> wanted =
        roots.stream().filter(d -> stated(d, request)).collect(Collectors.toList());
    if (wanted.isEmpty()) {
      String asked =
          request.source() == null
              ? "dataset " + Shown.text(String.valueOf(request.dataset()))
              : "source "
                  + Shown.text(request.source())
                  + (request.dataset() == null
                      ? ""
                      : " with dataset " + Shown.text(request.dataset()));
      throw new ConfigurationException(
          ErrorCode.USAGE_INVALID, "there is no " + asked + "; there are " + keys(roots));
    }
    datasets = List.copyOf(wanted);
    matches = datasets.stream().map(ContentMatch::new).toList();
  }

  private static boolean stated(DatasetContract dataset, ImportRequest request) {
    boolean source = request.source() == null || request.source().equals(dataset.source());
    String name = request.dataset();
    return source && (name == null || name.equals(dataset.name()) || name.equals(dataset.key()));
  }

  /**
   * The placements of one file: one, or one per member of an archive with several data members.
   *
   * @param fileName for patterns and messages
   * @throws ConfigurationException {@code IMPORT_UNPLACED} naming the candidates
   */
  List<Placement> place(String fileName, Insides insides, ImportRequest request)
      throws IOException {
    List<Placement> byContent = new ArrayList<>();
    for (Insides.Inside inside : insides.contents()) {
      List<DatasetContract> fitting = new ArrayList<>();
      for (ContentMatch match : matches) {
        if (inside.mayBe(match.contract().format()) && match.fits(inside.head())) {
          fitting.add(match.contract());
        }
      }
      DatasetContract chosen = chosen(fileName, fitting);
      boolean again =
          inside.entry() == null && byContent.stream().anyMatch(p -> p.contract() == chosen);
      if (chosen != null && !again) {
        byContent.add(placement(chosen, member(inside.entry()), fileName));
      }
    }
    return byContent.isEmpty()
        ? List.of(placement(byStatementOrName(fileName, insides, request), null, fileName))
        : byContent;
  }

  private static @Nullable String member(ZipContent.@Nullable Entry entry) {
    return entry == null ? null : entry.name();
  }

  private @Nullable DatasetContract chosen(String fileName, List<DatasetContract> fitting) {
    if (fitting.size() <= 1) {
      return fitting.isEmpty() ? null : fitting.get(0);
    }
    List<DatasetContract> named = named(fileName, fitting);
    if (named.size() == 1) {
      return named.get(0);
    }
    throw unplaced(fileName, "its content fits " + keys(fitting));
  }

  private DatasetContract byStatementOrName(
      String fileName, Insides insides, ImportRequest request) {
    if (request.namesDataset() && datasets.size() == 1) {
      return datasets.get(0);
    }
    if (insides.kind() == ByteKind.HTML) {
      throw unplaced(fileName, "it is a web page, not data; the session may have expired");
    }
    if (request.source() != null && datasets.size() == 1) {
      return datasets.get(0);
    }
    List<DatasetContract> named = named(fileName, datasets);
    if (named.size() == 1) {
      return named.get(0);
    }
    throw unplaced(
        fileName,
        named.isEmpty()
            ? "neither its content nor its name fits a dataset; candidates are "
                + likeliest(fileName)
            : "its content fits no dataset and its name fits " + keys(named));
  }

  /** Those whose patterns know the name's ending first; what is over the limit is counted. */
  private String likeliest(String fileName) {
    String ending = fileName.substring(fileName.lastIndexOf('.') + 1);
    Predicate<String> knows =
        Pattern.compile("\\b" + Pattern.quote(ending) + "\\b", Pattern.CASE_INSENSITIVE)
            .asPredicate();
    List<DatasetContract> ordered =
        datasets.stream()
            .sorted(Comparator.comparing(d -> d.filePatterns().stream().noneMatch(knows)))
            .toList();
    int more = ordered.size() - MOST_NAMED;
    return more <= 0
        ? keys(ordered)
        : keys(ordered.subList(0, MOST_NAMED)) + " and " + more + " more: lake contract ls";
  }

  private static List<DatasetContract> named(String fileName, List<DatasetContract> among) {
    return among.stream().filter(d -> NameFacts.of(fileName, d).matches()).toList();
  }

  private static Placement placement(
      DatasetContract contract, @Nullable String member, String fileName) {
    return new Placement(contract, member, NameFacts.of(fileName, contract));
  }

  private static ConfigurationException unplaced(String fileName, String why) {
    return new ConfigurationException(ErrorCode.IMPORT_UNPLACED, Shown.text(fileName) + ": " + why);
  }

  private static String keys(List<DatasetContract> datasets) {
    return datasets.stream().map(DatasetContract::key).collect(Collectors.joining(", "));
  }
}
