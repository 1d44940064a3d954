package com.bedrot.lake.jobs.record;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.RLike;
import org.apache.spark.sql.catalyst.expressions.objects.Invoke;
import org.apache.spark.sql.types.AbstractDataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.ObjectType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.immutable.List$;
import scala.runtime.AbstractPartialFunction;

/**
 * A regular expression that looks at a text once and then knows it: statements name few codes in
 * many rows. Finds as {@code rlike} does. Every task has its own copy, so no two threads share one.
 */
public final class RememberedPattern implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SLOTS = 1 << 12;

  private final Pattern pattern;
  private transient UTF8String[] texts = new UTF8String[SLOTS];
  private transient boolean[] found = new boolean[SLOTS];

  RememberedPattern(String regex) {
    pattern = Pattern.compile(regex);
  }

  /** The condition with every {@code rlike} of a constant pattern remembered. */
  static Column in(Column condition) {
    return new Column((Expression) condition.expr().transform(new Replacement()));
  }

  /** Whether the pattern is found anywhere in the text. Called by generated code. */
  public boolean isFoundIn(UTF8String text) {
    int slot = text.hashCode() & (SLOTS - 1);
    if (!text.equals(texts[slot])) {
      found[slot] = pattern.matcher(text.toString()).find();
      texts[slot] = text.clone();
    }
    return found[slot];
  }

  private Object readResolve() {
    return new RememberedPattern(pattern.pattern());
  }

  private static final class Replacement extends AbstractPartialFunction<Expression, Expression> {
    @Override
    public boolean isDefinedAt(Expression expression) {
      return expression instanceof RLike like
          && like.right() instanceof Literal literal
          && literal.value() instanceof UTF8String;
    }

    @Override
    public Expression apply(Expression expression) {
      RLike like = (RLike) expression;
      String regex = String.valueOf(((Literal) like.right()).value());
      return new Invoke(
          Literal.fromObject(new RememberedPattern(regex), new ObjectType(RememberedPattern.class)),
          "isFoundIn",
          DataTypes.BooleanType,
          List$.MODULE$.<Expression>empty().$colon$colon(like.left()),
          List$.MODULE$.<AbstractDataType>empty(),
          true,
          false,
          true);
    }
  }
}
