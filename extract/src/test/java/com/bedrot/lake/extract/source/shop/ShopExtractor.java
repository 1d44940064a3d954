package com.bedrot.lake.extract.source.shop;

import com.bedrot.lake.conf.error.AuthenticationException;
import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.DueWindow;
import com.bedrot.lake.extract.Extractor;
import com.bedrot.lake.extract.Fetched;
import com.bedrot.lake.extract.PlannedFile;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.http.AnswerJudge;
import com.bedrot.lake.extract.http.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A source as small as one can be; its account's key says how it fails. */
public final class ShopExtractor implements Extractor {
  @Override
  public Optional<String> prepare(SourceContext context) {
    return context.account().key().equals("bare")
        ? Optional.of("it has no session")
        : Optional.empty();
  }

  @Override
  public List<PlannedFile> plan(SourceContext context, DueWindow due) {
    return List.of(new PlannedFile("orders_*.csv", List.of("GET https://shop.example/orders")));
  }

  @Override
  public Set<String> identify(SourceContext context) {
    if (context.account().key().equals("asks")) {
      throw new AuthenticationException(ErrorCode.CREDENTIAL_REFUSED, "log in");
    }
    return Set.of();
  }

  @Override
  public Fetched fetch(SourceContext context, DueWindow due) {
    String key = context.account().key();
    if (key.equals("broken")) {
      throw new IllegalStateException("a bug");
    }
    Path file = context.newFile("orders_" + due.window().to() + ".csv");
    if (key.equals("big")) {
      Call call = Call.get(context.http().at("web", "/orders")).expecting(Call.Expected.TEXT);
      context.http().download(call, file, AnswerJudge.BY_STATUS);
      return Fetched.of(List.of(file));
    }
    try {
      Files.writeString(
          file,
          switch (key) {
            case "html" -> "<!DOCTYPE html><html>log in</html>";
            case "empty" -> "day,orders\n";
            case "half" -> "day,orders\n2026-11-19,\"1";
            default -> "day,orders\n2026-11-19,4\n";
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Fetched.of(List.of(file));
  }
}
