package com.bedrot.lake.jobs.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import scala.Option;
import scala.Tuple2;
import scala.collection.Iterator;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** Java collections as Spark's Scala classes take them, and back. */
final class ScalaShapes {
  private ScalaShapes() {}

  static <T> Seq<T> seq(List<? extends T> list) {
    List<T> copy = new ArrayList<>(list);
    return JavaConverters.asScalaBufferConverter(copy).asScala().toList();
  }

  static <T> List<T> list(Seq<? extends T> seq) {
    List<T> found = new ArrayList<>();
    Iterator<? extends T> each = seq.iterator();
    while (each.hasNext()) {
      found.add(each.next());
    }
    return found;
  }

  static <V> scala.collection.immutable.Map<String, V> map(Map<String, V> map) {
    scala.collection.immutable.Map<String, V> made =
        scala.collection.immutable.Map$.MODULE$.<String, V>empty();
    for (Map.Entry<String, V> entry : map.entrySet()) {
      made = made.updated(entry.getKey(), entry.getValue());
    }
    return made;
  }

  static <V> Map<String, V> javaMap(scala.collection.Map<String, V> map) {
    Map<String, V> made = new LinkedHashMap<>();
    Iterator<Tuple2<String, V>> each = map.iterator();
    while (each.hasNext()) {
      Tuple2<String, V> entry = each.next();
      made.put(entry._1(), entry._2());
    }
    return made;
  }

  static <T> @Nullable T orNull(Option<T> option) {
    return option.isDefined() ? option.get() : null;
  }
}
