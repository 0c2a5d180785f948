package dev.everhook.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The file of a bulk enqueue, or standard input. */
record BulkFile(Path path) {
  private static final int BUFFER = 1 << 16;

  /** What a file holds: its lines, about, and its SHA-256 in hex. */
  record Contents(long lines, String sha256) {}

  /** Whether it can be read but once. */
  boolean isStandardInput() {
    return path.toString().equals("-");
  }

  /** Its lines; what is not UTF-8 is an error. */
  BufferedReader lines() throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            isStandardInput() ? System.in : open(), StandardCharsets.UTF_8.newDecoder()));
  }

  /** Reads it from end to end. */
  Contents contents() throws IOException {
    MessageDigest digest = sha256();
    long lines = 0;
    byte last = '\n';
    try (InputStream in = open()) {
      byte[] buffer = new byte[BUFFER];
      for (int length = in.read(buffer); length > 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
        for (int i = 0; i < length; i++) {
          lines += buffer[i] == '\n' ? 1 : 0;
        }
        last = buffer[length - 1];
      }
    }
    return new Contents(
        last == '\n' ? lines : lines + 1, HexFormat.of().formatHex(digest.digest()));
  }

  private InputStream open() throws IOException {
    try {
      return Files.newInputStream(path);
    } catch (NoSuchFileException e) {
      throw new IOException("--file: there is no file " + path, e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
