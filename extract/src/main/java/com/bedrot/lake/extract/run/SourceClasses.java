package com.bedrot.lake.extract.run;

import com.bedrot.lake.conf.contract.SourceContract;
import com.bedrot.lake.conf.error.ConfigurationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.Extractor;
import java.util.Locale;

/** Finds a source's extractor by its name: {@code source.<id>.<Id>Extractor}. */
public final class SourceClasses {
  private static final String PACKAGE = "com.bedrot.lake.extract.source.";

  private SourceClasses() {}

  /** The class name a contract's id asks for. */
  public static String nameFor(String id) {
    return PACKAGE
        + id
        + "."
        + id.substring(0, 1).toUpperCase(Locale.ROOT)
        + id.substring(1)
        + "Extractor";
  }

  /**
   * A new extractor.
   *
   * @throws ConfigurationException {@code CONTRACT_INVALID} where the class is missing or is none
   */
  public static Extractor extractor(SourceContract contract) {
    String name = nameFor(contract.id());
    try {
      return Class.forName(name).asSubclass(Extractor.class).getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException | ClassCastException missing) {
      throw new ConfigurationException(
          ErrorCode.CONTRACT_INVALID,
          contract.file()
              + " says how "
              + contract.id()
              + " is fetched, but there is no extractor "
              + name
              + " with a public constructor",
          missing);
    }
  }
}
