package com.bedrot.lake.extract.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface HostResolver {
  /** The machine's own. The JVM keeps its answer for 30 s, so that the connection uses the same. */
  HostResolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

  /** Every address, at least one. */
  List<InetAddress> resolve(String host) throws UnknownHostException;
}
