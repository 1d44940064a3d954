package com.bedrot.lake.extract.http;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.extract.resilience.Budget;
import com.bedrot.lake.extract.resilience.SourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Takes a body to a stream, piece by piece, up to a limit; remembers when the last piece came, so
 * that a silence is noticed. Completes with the number of bytes.
 */
final class CappedBody implements HttpResponse.BodySubscriber<Long> {
  private final OutputStream out;
  private final long most;
  private final String shown;
  private final Budget budget;
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private volatile long lastPieceNanos = System.nanoTime();
  private Flow.@Nullable Subscription subscription;
  private long count;

  CappedBody(OutputStream out, long most, String shown, Budget budget) {
    this.out = out;
    this.most = most;
    this.shown = shown;
    this.budget = budget;
  }

  long silentNanos() {
    return System.nanoTime() - lastPieceNanos;
  }

  @Override
  public CompletionStage<Long> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    lastPieceNanos = System.nanoTime();
    subscription = given;
    given.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    lastPieceNanos = System.nanoTime();
    try {
      for (ByteBuffer piece : pieces) {
        take(piece);
      }
    } catch (IOException | SourceException failed) {
      stop(failed);
      return;
    }
    if (subscription != null) {
      subscription.request(1);
    }
  }

  private void take(ByteBuffer piece) throws IOException {
    count += piece.remaining();
    if (count > most) {
      throw new SourceException(
          ErrorCode.RESPONSE_TOO_BIG, shown + ": the answer is over " + most + " bytes");
    }
    budget.takeBytes(piece.remaining());
    byte[] bytes = new byte[piece.remaining()];
    piece.get(bytes);
    out.write(bytes);
  }

  private void stop(Exception why) {
    if (subscription != null) {
      subscription.cancel();
    }
    done.completeExceptionally(why);
  }

  @Override
  public void onError(Throwable failed) {
    done.completeExceptionally(failed);
  }

  @Override
  public void onComplete() {
    done.complete(count);
  }
}
