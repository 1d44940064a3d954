package com.bedrot.lake.conf.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import com.bedrot.lake.conf.settings.Masking;
import java.nio.charset.StandardCharsets;

/**
 * Stands between any encoder and its appender: hides secrets and takes the meaning out of look-up
 * expressions. Without another encoder it writes one line per event.
 */
public final class MaskingEncoder extends EncoderBase<ILoggingEvent> {
  private Encoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
  private boolean own = true;

  /** The encoder whose output is masked. */
  public void setEncoder(Encoder<ILoggingEvent> encoder) {
    this.encoder = encoder;
    this.own = false;
  }

  @Override
  public void start() {
    if (own && encoder instanceof LayoutWrappingEncoder<ILoggingEvent> lines) {
      LineLayout layout = new LineLayout();
      layout.setContext(getContext());
      layout.start();
      lines.setLayout(layout);
      lines.setCharset(StandardCharsets.UTF_8);
    }
    encoder.setContext(getContext());
    encoder.start();
    super.start();
  }

  @Override
  public void stop() {
    encoder.stop();
    super.stop();
  }

  @Override
  public byte[] headerBytes() {
    return encoder.headerBytes();
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    String text = new String(encoder.encode(event), StandardCharsets.UTF_8);
    return Masking.mask(text).replace("${", "$ {").getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public byte[] footerBytes() {
    return encoder.footerBytes();
  }
}
