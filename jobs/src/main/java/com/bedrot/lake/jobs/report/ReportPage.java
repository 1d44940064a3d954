package com.bedrot.lake.jobs.report;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.error.LoadException;
import com.bedrot.lake.conf.settings.Masking;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes the report as one HTML file that asks nothing of anyone. */
public final class ReportPage {
  private static final String TEMPLATE = "report/page.jte";

  private ReportPage() {}

  /** The page's text; everything from data is escaped by the templates. */
  public static String html(LakeReport report) {
    StringOutput output = new StringOutput();
    TemplateEngine.createPrecompiled(ContentType.Html).render(TEMPLATE, report, output);
    return Masking.maskKnown(output.toString());
  }

  /**
   * Writes the page whole or not at all; missing folders are made.
   *
   * @throws LoadException STORE_DENIED where the file cannot be written
   */
  public static void write(LakeReport report, Path file) {
    String html = html(report);
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      try {
        Files.writeString(draft, html);
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new LoadException(ErrorCode.STORE_DENIED, "cannot write " + file + ": " + e, e);
    }
  }
}
