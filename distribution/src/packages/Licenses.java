import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Collects the licences and notices that libraries have in their jars: {@code java Licenses.java PRODUCT FOLDER}. */
final class Licenses {
    private static final Pattern LIBRARY = Pattern.compile(".*/lib/[^/]+\\.jar");
    private static final Pattern TEXT = Pattern.compile(
            "(META-INF/)?(license/)?[^/]*(LICEN[CS]E|NOTICE|COPYING)[^/]*(\\.txt|\\.md)?", Pattern.CASE_INSENSITIVE);

    private Licenses() {}

    public static void main(String[] arguments) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            for (Path jar : files.filter(file -> LIBRARY.matcher(file.toString()).matches())
                    .toList()) {
                String name = jar.getFileName().toString();
                collect(jar, Path.of(arguments[1], name.substring(0, name.length() - ".jar".length())));
            }
        }
    }

    /** Into a folder with the jar's name, which is made for a jar that has any. */
    private static void collect(Path jar, Path folder) throws IOException {
        try (ZipFile opened = new ZipFile(jar.toFile())) {
            List<? extends ZipEntry> texts = opened.stream()
                    .filter(entry -> !entry.isDirectory() && !entry.getName().endsWith(".class"))
                    .filter(entry -> TEXT.matcher(entry.getName()).matches())
                    .toList();
            for (ZipEntry text : texts) {
                Files.createDirectories(folder);
                String name = text.getName();
                try (InputStream content = opened.getInputStream(text)) {
                    Files.write(folder.resolve(name.substring(name.lastIndexOf('/') + 1)), content.readAllBytes());
                }
            }
        }
    }
}
