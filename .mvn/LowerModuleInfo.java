import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sets the class-file version of a module-info.class to 61 (Java 17), so that the tools inside a
 * Maven that itself runs on Java 17 (jar, javadoc) can read it. A module descriptor has no code, so
 * nothing else changes.
 */
final class LowerModuleInfo {
  private static final int JAVA_17 = 61;

  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    if (!Files.exists(file)) {
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    int version = (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
    if (version > JAVA_17) {
      bytes[6] = 0;
      bytes[7] = JAVA_17;
      Files.write(file, bytes);
    }
  }
}
