package backprop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import backprop.train.Network;
import java.io.File;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Java's serialization executes what a file asks for: nothing here reads, writes or offers it. */
class NoSerializationTest {
    private static final List<String> NAMES =
            List.of("ObjectInputStream", "ObjectOutputStream", "ObjectInput", "Externalizable", "XMLDecoder");

    private static List<Path> files(Path folder, String end) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().endsWith(end)).toList();
        }
    }

    /** Whether a class or a text names any of it. */
    private static boolean names(Path file) throws IOException {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        return NAMES.stream().anyMatch(content::contains);
    }

    private static Path classes(Class<?> of) throws Exception {
        return Path.of(of.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void noClassNamesIt() throws Exception {
        List<Path> classes = files(classes(Network.class), ".class");
        assertTrue(classes.size() > 150, classes.size() + " classes");
        for (Path file : classes) assertFalse(names(file), file.toString());
    }

    @Test
    void noClassOffersIt() throws Exception {
        Path root = classes(Network.class);
        for (Path file : files(root, ".class")) {
            String name = root.relativize(file).toString().replace(File.separatorChar, '.');
            Class<?> type = Class.forName(
                    name.substring(0, name.length() - ".class".length()), false, Network.class.getClassLoader());
            assertFalse(offersIt(type), name);
        }
        assertTrue(offersIt(String.class) && offersIt(ArrayList.class));
    }

    /** Exceptions and enums inherit it, and there is no way out of it. */
    private static boolean offersIt(Class<?> type) {
        return Serializable.class.isAssignableFrom(type)
                && !Throwable.class.isAssignableFrom(type)
                && !Enum.class.isAssignableFrom(type);
    }

    @Test
    void noLessonAndNoMeasurementNamesIt() throws IOException {
        for (Path file : files(Path.of("notebooks"), ".ipynb")) assertFalse(names(file), file.toString());
        for (Path file : files(Path.of("lib", "bench"), ".java")) assertFalse(names(file), file.toString());
    }

    /** What this test must find. */
    private static final class Example {
        Object read(ObjectInputStream in) throws Exception {
            return in.readObject();
        }
    }

    @Test
    void aClassThatNamedItWouldBeFound() throws Exception {
        String file = Example.class.getName().replace('.', '/') + ".class";
        assertTrue(names(classes(Example.class).resolve(file)));
    }
}
