package com.bedrot.lake.jobs.record.input;

import com.bedrot.lake.conf.format.ByteSource;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** An object of any store Hadoop knows. Seeks only where reading does not go on in order. */
final class HadoopSource implements ByteSource {
  private final FSDataInputStream stream;
  private final long size;

  HadoopSource(URI address, Configuration hadoop) throws IOException {
    Path path = new Path(address);
    FileSystem files = path.getFileSystem(hadoop);
    size = files.getFileStatus(path).getLen();
    stream = files.open(path);
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public int read(long position, byte[] into, int offset, int length) throws IOException {
    if (stream.getPos() != position) {
      stream.seek(position);
    }
    return stream.read(into, offset, length);
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
