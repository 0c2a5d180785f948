package dev.everhook.infra;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A zip with nothing in it but names and contents: stored, each entry of one time and of one mode
 * for files and one for folders, without comments and extra fields.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">the format</a>
 */
final class PlainZip {
  private static final int MADE_BY_UNIX = 0x0314;
  private static final int NEEDED = 10;
  private static final int NAMES_IN_UTF_8 = 0x0800;
  private static final int FILE = 0100644 << 16;

  /** Unix's, and DOS's own mark of a folder. */
  private static final int FOLDER = 040755 << 16 | 0x10;

  private final LocalDateTime time;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream directory = new ByteArrayOutputStream();

  private PlainZip(LocalDateTime time) {
    this.time = time;
  }

  /**
   * @param entries contents by name, in their order; names of folders end with a slash
   */
  static byte[] of(Map<String, byte[]> entries, LocalDateTime time) {
    PlainZip zip = new PlainZip(time);
    entries.forEach(zip::add);
    return zip.end(entries.size());
  }

  private void add(String name, byte[] content) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    int offset = out.size();
    CRC32 crc = new CRC32();
    crc.update(content);
    byte[] common =
        littleEndian(26)
            .putShort((short) NEEDED)
            .putShort((short) NAMES_IN_UTF_8)
            .putShort((short) 0)
            .putShort(dosTime())
            .putShort(dosDate())
            .putInt((int) crc.getValue())
            .putInt(content.length)
            .putInt(content.length)
            .putShort((short) nameBytes.length)
            .putShort((short) 0)
            .array();
    out.writeBytes(littleEndian(4).putInt(0x04034b50).array());
    out.writeBytes(common);
    out.writeBytes(nameBytes);
    out.writeBytes(content);
    directory.writeBytes(littleEndian(6).putInt(0x02014b50).putShort((short) MADE_BY_UNIX).array());
    directory.writeBytes(common);
    directory.writeBytes(
        littleEndian(14)
            .putShort((short) 0)
            .putShort((short) 0)
            .putShort((short) 0)
            .putInt(name.endsWith("/") ? FOLDER : FILE)
            .putInt(offset)
            .array());
    directory.writeBytes(nameBytes);
  }

  private byte[] end(int count) {
    int offset = out.size();
    out.writeBytes(directory.toByteArray());
    out.writeBytes(
        littleEndian(22)
            .putInt(0x06054b50)
            .putInt(0)
            .putShort((short) count)
            .putShort((short) count)
            .putInt(directory.size())
            .putInt(offset)
            .putShort((short) 0)
            .array());
    return out.toByteArray();
  }

  private short dosTime() {
    return (short) (time.getHour() << 11 | time.getMinute() << 5 | time.getSecond() / 2);
  }

  private short dosDate() {
    return (short)
        ((time.getYear() - 1980) << 9 | time.getMonthValue() << 5 | time.getDayOfMonth());
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
