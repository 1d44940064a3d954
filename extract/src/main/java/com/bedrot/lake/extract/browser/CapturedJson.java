package com.bedrot.lake.extract.browser;

/**
 * A JSON answer a page received.
 *
 * @param url without its query
 * @param postData what the page had sent, empty for nothing; tells which operation it was
 * @param body exact bytes; empty where the status is none of 200 to 299
 */
public record CapturedJson(String url, int status, String postData, byte[] body) {
  public CapturedJson {
    body = body.clone();
  }

  @Override
  public byte[] body() {
    return body.clone();
  }

  @Override
  public String toString() {
    return status + " " + url + ", " + body.length + " bytes";
  }
}
