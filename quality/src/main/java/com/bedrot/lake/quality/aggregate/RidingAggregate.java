package com.bedrot.lake.quality.aggregate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.TypedImperativeAggregate;
import scala.collection.IndexedSeq;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * An aggregate over some columns whose state is a Java object. What Spark asks of an expression
 * beside its arithmetic stands here.
 *
 * <p>Spark's buffer may hold the state's bytes in place of the state, at any time: the heartbeat of
 * an executor serializes the buffer of a task that has ended while its result is on the way.
 *
 * @param <S> state
 */
abstract class RidingAggregate<S> extends TypedImperativeAggregate<Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<Expression> inputs;
  private final int mutableOffset;
  private final int inputOffset;

  RidingAggregate(List<Expression> inputs, int mutableOffset, int inputOffset) {
    this.inputs = new ArrayList<>(inputs);
    this.mutableOffset = mutableOffset;
    this.inputOffset = inputOffset;
  }

  /** The same aggregate over other inputs, or at another place of Spark's buffers. */
  abstract RidingAggregate<S> with(List<Expression> newInputs, int newMutable, int newInput);

  abstract S newState();

  abstract void add(S state, InternalRow row);

  abstract void join(S state, S other);

  abstract Object result(S state);

  abstract byte[] toBytes(S state);

  abstract S fromBytes(byte[] bytes);

  @Override
  public final Object createAggregationBuffer() {
    return newState();
  }

  @Override
  public final Object update(Object buffer, InternalRow row) {
    S state = state(buffer);
    add(state, row);
    return state;
  }

  @Override
  public final Object merge(Object buffer, Object other) {
    S state = state(buffer);
    join(state, state(other));
    return state;
  }

  @Override
  public final Object eval(Object buffer) {
    return result(state(buffer));
  }

  @Override
  public final byte[] serialize(Object buffer) {
    return buffer instanceof byte[] bytes ? bytes : toBytes(state(buffer));
  }

  @Override
  public final Object deserialize(byte[] bytes) {
    return fromBytes(bytes);
  }

  @SuppressWarnings("unchecked") // newState and fromBytes fill the buffer
  private S state(Object buffer) {
    return buffer instanceof byte[] bytes ? fromBytes(bytes) : (S) buffer;
  }

  static List<Expression> expressions(List<Column> columns) {
    return columns.stream().map(Column::expr).toList();
  }

  Column column() {
    return new Column(toAggregateExpression());
  }

  final List<Expression> inputs() {
    return inputs;
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public int mutableAggBufferOffset() {
    return mutableOffset;
  }

  @Override
  public int inputAggBufferOffset() {
    return inputOffset;
  }

  @Override
  public RidingAggregate<S> withNewMutableAggBufferOffset(int offset) {
    return with(inputs, offset, inputOffset);
  }

  @Override
  public RidingAggregate<S> withNewInputAggBufferOffset(int offset) {
    return with(inputs, mutableOffset, offset);
  }

  @Override
  public Seq<Expression> children() {
    return JavaConverters.asScalaBufferConverter(inputs).asScala().toList();
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> children) {
    return with(
        new ArrayList<>(JavaConverters.seqAsJavaListConverter(children).asJava()),
        mutableOffset,
        inputOffset);
  }

  @Override
  public int productArity() {
    return inputs.size();
  }

  @Override
  public Object productElement(int n) {
    return inputs.get(n);
  }

  @Override
  public boolean canEqual(Object other) {
    return getClass().isInstance(other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RidingAggregate<?> that
        && getClass() == that.getClass()
        && inputs.equals(that.inputs)
        && mutableOffset == that.mutableOffset
        && inputOffset == that.inputOffset;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * inputs.hashCode() + mutableOffset) + inputOffset;
  }
}
