package com.bedrot.lake.conf.contract;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.Problems;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads every contract of a {@code conf} folder ({@code contracts/*.yml}, {@code tables/*.yml}),
 * strictly: all problems at once, each as {@code file:line: path: what}.
 */
public final class ContractLoader {
  private static final String CONTRACTS = "contracts";
  private static final String TABLES = "tables";
  private static final Pattern LINE = Pattern.compile("(.*?\\.yml):(\\d+).*", Pattern.DOTALL);

  private final Problems problems = new Problems();
  private final List<SourceContractReader.Read> sources = new ArrayList<>();
  private final List<TableContractReader.Read> tables = new ArrayList<>();

  /** Links are judged only where every file could be read: what is missing is not wrong. */
  private boolean unreadable;

  private ContractLoader() {}

  /**
   * All contracts below the folder, each table with the datasets that feed it.
   *
   * @throws com.bedrot.lake.conf.error.ConfigurationException CONTRACT_INVALID with every problem
   */
  public static Contracts load(Path confDir) {
    ContractLoader loader = new ContractLoader();
    Contracts contracts = loader.read(confDir, Optional.empty());
    Problems sorted = new Problems();
    for (String problem : loader.sortedProblems()) {
      int colon = problem.indexOf(": ");
      sorted.add(problem.substring(0, colon), problem.substring(colon + 2));
    }
    sorted.throwIfAny(ErrorCode.CONTRACT_INVALID, shown(confDir));
    return contracts;
  }

  /** The problems of all contracts below the folder; empty where they are valid. */
  public static List<String> problems(Path confDir) {
    ContractLoader loader = new ContractLoader();
    loader.read(confDir, Optional.empty());
    return loader.sortedProblems();
  }

  /**
   * The problems of one contract file, among its neighbours: the contracts of the {@code conf}
   * folder it lies in.
   *
   * @return empty where the file is valid
   */
  public static List<String> validate(Path file) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path confDir = folder == null || folder.getParent() == null ? file : folder.getParent();
    return validate(file, confDir);
  }

  /** The problems of one contract file, anywhere, among the contracts of {@code confDir}. */
  public static List<String> validate(Path file, Path confDir) {
    ContractLoader loader = new ContractLoader();
    loader.read(confDir, Optional.of(file));
    String name = shownFile(file);
    return loader.sortedProblems().stream().filter(p -> p.startsWith(name + ":")).toList();
  }

  /** Problems in the order of files and lines, each once. */
  private List<String> sortedProblems() {
    return problems.all().stream()
        .distinct()
        .sorted(Comparator.comparing(ContractLoader::fileOf).thenComparing(ContractLoader::lineOf))
        .toList();
  }

  private static String fileOf(String problem) {
    Matcher matcher = LINE.matcher(problem);
    return matcher.matches() ? matcher.group(1) : problem;
  }

  private static int lineOf(String problem) {
    Matcher matcher = LINE.matcher(problem);
    return matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
  }

  /**
   * @param instead a file that stands for the one of its name in the folder, or for a new one
   */
  private Contracts read(Path confDir, Optional<Path> instead) {
    Optional<Path> other = instead.map(file -> file.toAbsolutePath().normalize());
    for (Path file : files(confDir, CONTRACTS)) {
      if (other.filter(o -> sameName(o, file)).isEmpty()) {
        read(file, true);
      }
    }
    for (Path file : files(confDir, TABLES)) {
      if (other.filter(o -> sameName(o, file)).isEmpty()) {
        read(file, false);
      }
    }
    other.ifPresent(file -> read(file, !looksLikeTable(file)));
    List<TableContract> resolved =
        unreadable ? List.of() : new ContractLinks(sources, tables).resolve();
    return new Contracts(
        sources.stream().map(SourceContractReader.Read::source).toList(), resolved);
  }

  private static boolean sameName(Path a, Path b) {
    return String.valueOf(a.getFileName()).equals(String.valueOf(b.getFileName()))
        && looksLikeTable(a) == looksLikeTable(b);
  }

  /** Only tables have a publish group, and every table must. */
  private static boolean looksLikeTable(Path file) {
    Path folder = file.getParent();
    if (folder != null && folder.endsWith(TABLES)) {
      return true;
    }
    if (folder != null && folder.endsWith(CONTRACTS)) {
      return false;
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8).contains("publishGroup");
    } catch (IOException e) {
      return false;
    }
  }

  private List<Path> files(Path confDir, String folder) {
    Path below = confDir.resolve(folder);
    try (Stream<Path> files = Files.list(below)) {
      return files.filter(f -> f.toString().endsWith(".yml")).sorted().toList();
    } catch (IOException e) {
      unreadable = true;
      problems.add(shown(confDir) + "/" + folder, "the folder cannot be read");
      return List.of();
    }
  }

  private void read(Path file, boolean source) {
    String name = shownFile(file);
    String fileName = String.valueOf(file.getFileName());
    Optional<ContractNode> root;
    try {
      String text = Files.readString(file, StandardCharsets.UTF_8);
      root = ContractNode.parse(name, text, problems);
    } catch (IOException e) {
      unreadable = true;
      problems.add(name + ":1", "cannot be read as UTF-8 text");
      return;
    }
    unreadable |= root.filter(ContractNode::isFields).isEmpty();
    if (root.isPresent() && !root.get().isFields()) {
      root.get().problem("a contract is a mapping of keys to values");
      return;
    }
    if (source) {
      root.ifPresent(node -> sources.add(SourceContractReader.read(node, name, fileName)));
    } else {
      root.ifPresent(node -> tables.add(TableContractReader.read(node, name, fileName)));
    }
  }

  private static String shown(Path folder) {
    return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
  }

  /** {@code conf/contracts/distrokid.yml}: the last three parts of the path. */
  private static String shownFile(Path file) {
    Path path = file.toAbsolutePath().normalize();
    int names = path.getNameCount();
    return path.subpath(Math.max(0, names - 3), names).toString().replace('\\', '/');
  }
}
