package com.bedrot.lake.extract.http;

import com.bedrot.lake.conf.error.ErrorCode;
import com.bedrot.lake.conf.settings.ExtractSettings;
import com.bedrot.lake.extract.portal.PortalFacts;
import com.bedrot.lake.extract.resilience.SourceException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Lets a source reach its own addresses only: https to a host its contract lists, at a public
 * address; or an address that the settings put in an origin's place, on this machine only where
 * they allow it. Every request, redirect and download is checked, after name resolution.
 */
public final class AddressGuard {
  private static final int HTTPS = 443;

  private final PortalFacts portal;
  private final Map<String, URI> replaced = new HashMap<>();
  private final Set<String> stands = new TreeSet<>();
  private final boolean allowLoopback;
  private final HostResolver resolver;

  public AddressGuard(PortalFacts portal, ExtractSettings settings, HostResolver resolver) {
    this.portal = portal;
    this.allowLoopback = settings.allowLoopback();
    this.resolver = resolver;
    portal
        .origins()
        .keySet()
        .forEach(
            name ->
                settings
                    .origin(portal.source(), name)
                    .ifPresent(
                        origin -> {
                          replaced.put(name, origin);
                          stands.add(place(origin));
                        }));
  }

  /** The address of an origin: what stands in for it, else the contract's. */
  public URI origin(String name) {
    URI own = portal.origins().get(name);
    if (own == null) {
      throw new IllegalArgumentException(portal.source() + " has no origin " + name);
    }
    return replaced.getOrDefault(name, own);
  }

  /**
   * Makes sure that the source may be called there.
   *
   * @throws SourceException {@code ADDRESS_REFUSED}, or {@code SOURCE_UNREACHABLE} for a host
   *     without address
   */
  public void check(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getRawUserInfo() != null) {
      throw refused(uri, "it names no host, or a user");
    }
    boolean standsIn = stands.contains(place(uri));
    if (!standsIn && !"https".equalsIgnoreCase(uri.getScheme())) {
      throw refused(uri, "only https is used");
    }
    boolean listed =
        portal.hosts().contains(host.toLowerCase(Locale.ROOT))
            && (uri.getPort() < 0 || uri.getPort() == HTTPS);
    if (!standsIn && !listed) {
      throw refused(uri, "the host is not among the contract's portal.hosts");
    }
    for (InetAddress address : resolved(uri, host)) {
      if (!isPublic(address) && !(standsIn && allowLoopback && address.isLoopbackAddress())) {
        throw refused(
            uri,
            address.isLoopbackAddress() && standsIn
                ? "an address of this machine needs extract.allow-loopback: true"
                : "it resolves to " + address.getHostAddress() + ", which is not public");
      }
    }
  }

  private List<InetAddress> resolved(URI uri, String host) {
    try {
      return resolver.resolve(host);
    } catch (UnknownHostException e) {
      throw new SourceException(
          ErrorCode.SOURCE_UNREACHABLE, Call.shown(uri) + ": the host has no address", e);
    }
  }

  private static String place(URI uri) {
    return (uri.getScheme() + "://" + uri.getRawAuthority()).toLowerCase(Locale.ROOT);
  }

  /** Whether the address is one of the internet's; private, shared and special ones are not. */
  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address ? isPublic4(bytes) : isPublic6(bytes);
  }

  private static boolean isPublic4(byte[] bytes) {
    int first = bytes[0] & 0xff;
    int second = bytes[1] & 0xff;
    boolean shared = first == 100 && (second & 0xc0) == 64;
    boolean special = first == 192 && second == 0 && (bytes[2] == 0 || bytes[2] == 2);
    boolean benchmark = first == 198 && (second == 18 || second == 19);
    return first != 0 && first < 224 && !shared && !special && !benchmark;
  }

  /** Of IPv6 only 2000::/3 is the internet's; what embeds an IPv4 address is not needed. */
  private static boolean isPublic6(byte[] bytes) {
    boolean global = (bytes[0] & 0xe0) == 0x20;
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    boolean teredo = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0 && bytes[3] == 0;
    return global && !sixToFour && !teredo;
  }

  private static SourceException refused(URI uri, String why) {
    return new SourceException(
        ErrorCode.ADDRESS_REFUSED, Call.shown(uri) + " is not called: " + why);
  }
}
