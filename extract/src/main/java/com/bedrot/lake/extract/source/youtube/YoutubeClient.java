package com.bedrot.lake.extract.source.youtube;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.http.Call;
import com.bedrot.lake.extract.resilience.PagingGuard;
import com.bedrot.lake.extract.resilience.SourceException;
import com.bedrot.lake.extract.session.token.RenewedAccess;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls to Google's APIs, with an access token that is renewed, and never in an address. */
final class YoutubeClient {
  private final SourceContext context;
  private final YoutubeErrors errors;
  private final RenewedAccess access;
  private @Nullable Channel channel;
  private @Nullable List<String> videos;

  /**
   * The channel a token is of.
   *
   * @param uploads id of the playlist of its videos
   */
  record Channel(String id, String title, String uploads) {}

  YoutubeClient(SourceContext context) {
    this.context = context;
    this.errors = new YoutubeErrors(context.portal().facts());
    this.access = new RenewedAccess(context);
  }

  /** A call of the contract. */
  Call call(String origin, String name, Map<String, String> values) {
    return Call.get(context.http().uri(origin, name, values));
  }

  Answer send(Call call) {
    return access.call(token -> context.http().send(call.withBearer(token), errors));
  }

  /** Saves a text file that the Reporting API names. */
  void download(Call call, Path file) {
    access.call(token -> context.http().download(call.withBearer(token), file, errors));
  }

  /**
   * The channel of the account, asked for once.
   *
   * @throws SourceException {@code RESPONSE_UNEXPECTED} where the account has none
   */
  Channel channel() {
    if (channel == null) {
      Answer answer = send(call("data", "channel", Map.of()));
      JsonNode shown = answer.json().path("items").path(0);
      String id = shown.path("id").asText("");
      String uploads =
          shown.path("contentDetails").path("relatedPlaylists").path("uploads").asText("");
      if (id.isEmpty() || uploads.isEmpty()) {
        throw new SourceException(
            ErrorCode.RESPONSE_UNEXPECTED, answer.shown() + ": no channel with uploads");
      }
      channel = new Channel(id, shown.path("snippet").path("title").asText(id), uploads);
    }
    return channel;
  }

  /** Ids of all videos of the channel, asked for once. */
  List<String> videos() {
    if (videos == null) {
      Call first = call("data", "uploads", Map.of("playlist_id", channel().uploads()));
      videos =
          all(first, "items").stream()
              .map(item -> item.path("contentDetails").path("videoId").asText(""))
              .filter(id -> !id.isEmpty())
              .distinct()
              .toList();
    }
    return videos;
  }

  /** A page of a list, which is in that field; an answer without any field is an empty one. */
  Answer page(Call call, String list) {
    Answer answer = send(call);
    if (!answer.json().path(list).isArray() && !answer.json().isEmpty()) {
      throw new SourceException(ErrorCode.RESPONSE_UNEXPECTED, answer.shown() + ": no " + list);
    }
    return answer;
  }

  /** The entries of a list, of all its pages. */
  List<JsonNode> all(Call first, String list) {
    List<JsonNode> entries = new ArrayList<>();
    PagingGuard guard = new PagingGuard(first.shown());
    String next = "";
    do {
      Answer answer =
          page(next.isEmpty() ? first : first.withQuery(Map.of("pageToken", next)), list);
      guard.page(answer.body());
      JsonNode page = answer.json();
      page.path(list).forEach(entries::add);
      next = page.path("nextPageToken").asText("");
      if (!next.isEmpty()) {
        guard.cursor(next);
      }
    } while (!next.isEmpty());
    return entries;
  }
}
