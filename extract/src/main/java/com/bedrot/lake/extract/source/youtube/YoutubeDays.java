package com.bedrot.lake.extract.source.youtube;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.SourceContext;
import com.bedrot.lake.extract.Window;
import com.bedrot.lake.extract.http.Answer;
import com.bedrot.lake.extract.http.Call;
import com.bedrot.lake.extract.landing.PageFile;
import com.bedrot.lake.extract.resilience.SourceException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * Tables of the Analytics API, a row a day. An answer does not say whose it is: it is kept as it
 * came behind what was asked for.
 */
final class YoutubeDays {
  private final SourceContext context;
  private final YoutubeClient client;
  private final Window window;

  YoutubeDays(SourceContext context, YoutubeClient client, Window window) {
    this.context = context;
    this.client = client;
    this.window = window;
  }

  /** The call for days of the channel. */
  Call ofChannel() {
    return call("channel_days", Map.of());
  }

  /** The call for days of a video. */
  Call ofVideo(String video) {
    return call("video_days", Map.of("video_id", video));
  }

  /**
   * Adds the channel's days.
   *
   * @return how many there are
   */
  int addChannel(PageFile file) {
    return add(ofChannel(), request(), file);
  }

  /**
   * Adds the days of every video, a call each.
   *
   * @return how many there are
   */
  int addVideos(PageFile file) {
    int rows = 0;
    for (String video : client.videos()) {
      rows += add(ofVideo(video), request().put("video", video), file);
    }
    return rows;
  }

  private int add(Call call, ObjectNode request, PageFile file) {
    Answer answer = client.send(call);
    JsonNode table = answer.json();
    // days without data have no rows, and a table without any has no list of them
    boolean whole = table.path("rows").isArray() || !table.has("rows");
    if (!table.path("columnHeaders").isArray() || !whole) {
      throw new SourceException(ErrorCode.RESPONSE_UNEXPECTED, answer.shown() + ": no table");
    }
    int rows = table.path("rows").size();
    if (rows > 0) {
      file.add(line(request, answer));
    }
    return rows;
  }

  private ObjectNode request() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("channel", client.channel().id())
        .put("since", window.from().toString())
        .put("until", window.to().toString());
  }

  private static byte[] line(ObjectNode request, Answer answer) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    line.writeBytes(("{\"request\":" + request + ",\"response\":").getBytes(UTF_8));
    line.writeBytes(answer.text().strip().getBytes(UTF_8));
    line.write('}');
    return line.toByteArray();
  }

  private Call call(String name, Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("since", window.from().toString());
    values.put("until", window.to().toString());
    values.put("metrics", String.join(",", context.portal().facts().texts("metrics")));
    return client.call("analytics", name, values);
  }
}
