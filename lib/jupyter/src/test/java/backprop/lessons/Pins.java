package backprop.lessons;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The versions that the project is pinned to. */
final class Pins {
    private static final Pattern PIN = Pattern.compile("^([\\w.-]+)==([^\\s;]+)", Pattern.MULTILINE);

    private Pins() {}

    /** The Python packages of a lock, by their normalised names. */
    static Map<String, String> python(Path lock) throws IOException {
        Map<String, String> versions = new TreeMap<>();
        PIN.matcher(Files.readString(lock))
                .results()
                .forEach(pin -> versions.put(normalised(pin.group(1)), pin.group(2)));
        return versions;
    }

    /** A Python package has one name in many spellings. */
    static String normalised(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
    }

    /** The jars of this test, those that the library needs among them, as {@code group:artifact}. */
    static Map<String, String> maven() {
        Path repository = Path.of(System.getProperty("localRepository"));
        Map<String, String> versions = new TreeMap<>();
        for (String entry : System.getProperty("surefire.test.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (!jar.startsWith(repository)) continue;
            // group/artifact/version/file.jar, the group in as many folders as it has words
            Path version = jar.getParent();
            Path artifact = version.getParent();
            String group =
                    repository.relativize(artifact.getParent()).toString().replace(File.separatorChar, '.');
            versions.put(
                    group + ":" + artifact.getFileName(), version.getFileName().toString());
        }
        return versions;
    }
}
