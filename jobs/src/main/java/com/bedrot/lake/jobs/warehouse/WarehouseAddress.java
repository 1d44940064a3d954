package com.bedrot.lake.jobs.warehouse;

import com.bedrot.lake.conf.settings.Secret;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where and as whom a program connects; sent to the executors, which connect by themselves. Its
 * text never shows the password.
 */
public final class WarehouseAddress implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String CONNECT_SECONDS = "10";

  private final String url;
  private final String user;
  // a Secret does not travel; the address itself is masked
  private final String password;

  WarehouseAddress(String url, String user, Secret password) {
    this.url = url;
    this.user = user;
    this.password = password.reveal();
  }

  /** The JDBC URL, without log-in. */
  public String url() {
    return url;
  }

  /**
   * A new connection, in autocommit.
   *
   * @param application what {@code pg_stat_activity} shows, at most 63 characters
   */
  public Connection connect(String application) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", application);
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", CONNECT_SECONDS);
    properties.setProperty("tcpKeepAlive", "true");
    return DriverManager.getConnection(url, properties);
  }

  /** The same connections for a library that makes them itself. */
  DataSource source() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }

  WarehouseAddress withDatabase(String database) {
    int slash = url.lastIndexOf('/');
    return new WarehouseAddress(url.substring(0, slash + 1) + database, user, new Secret(password));
  }

  @Override
  public String toString() {
    return user + " at " + url;
  }
}
