package backprop.lessons;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** What is fetched is the same tomorrow: each package, library, plugin and Maven itself in one version, or known by its hash. */
class PinsTest {
    private static final Pattern ONE_VERSION = Pattern.compile("\\d[\\w.-]*");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    // Maven runs these, without being told to, up to `verify` and in `clean`; unnamed, their versions would be Maven's
    // choice.
    private static final Set<String> RUN_BY_MAVEN = Set.of(
            "maven-clean-plugin",
            "maven-compiler-plugin",
            "maven-jar-plugin",
            "maven-resources-plugin",
            "maven-surefire-plugin");

    @ParameterizedTest
    @ValueSource(strings = {"binder", "lib/site", "lib/jupyter/src/test/binder"})
    void everyPythonPackageIsPinnedByHash(String folder) throws IOException {
        Map<String, String> locked = Pins.python(Path.of(folder, "requirements.txt"));
        String lock = Files.readString(Path.of(folder, "requirements.txt")).replace("\\\n", " ");
        List<String> unhashed = lock.lines()
                .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
                .filter(line -> !line.matches("\\S+==\\S+ .*--hash=sha256:[0-9a-f]{64}\\b.*"))
                .toList();
        assertEquals(List.of(), unhashed);
        for (String wanted : Files.readAllLines(Path.of(folder, "requirements.in")))
            if (!wanted.isBlank() && !wanted.startsWith("#"))
                assertTrue(locked.containsKey(wanted.split("[<>=~!]")[0]), "the lock does not know " + wanted);
    }

    @Test
    void everyLibraryAndPluginHasOneVersion() throws Exception {
        List<String> unpinned = new ArrayList<>();
        Map<String, String> plugins = new HashMap<>();
        for (Element element : elements(pom(), "dependency", "path", "plugin", "palantirJavaFormat")) {
            String artifact = text(element, "artifactId");
            String version = text(element, "version");
            if (element.getTagName().equals("plugin"))
                // A profile says more about a plugin whose version stands above.
                version = plugins.merge(artifact, version, (above, here) -> here.isEmpty() ? above : here);
            if (!ONE_VERSION.matcher(version).matches() || version.endsWith("SNAPSHOT"))
                unpinned.add(element.getTagName() + " " + artifact + " " + version);
        }
        assertEquals(List.of(), unpinned);
        Set<String> unnamed =
                RUN_BY_MAVEN.stream().filter(name -> !plugins.containsKey(name)).collect(Collectors.toSet());
        assertEquals(Set.of(), unnamed);
    }

    @Test
    void mavenItselfIsPinnedByHash() throws Exception {
        Properties wrapper = new Properties();
        try (var file = Files.newBufferedReader(Path.of(".mvn/wrapper/maven-wrapper.properties"))) {
            wrapper.load(file);
        }
        assertTrue(SHA256.matcher(wrapper.getProperty("distributionSha256Sum")).matches());
        byte[] jar = Files.readAllBytes(Path.of(".mvn/wrapper/maven-wrapper.jar"));
        String sum =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
        assertEquals(sum, wrapper.getProperty("wrapperSha256Sum"), "the committed jar of the wrapper");
    }

    @Test
    void binderNamesItsPythonAndItsPackages() throws IOException {
        assertTrue(Files.readString(Path.of("binder/runtime.txt")).strip().matches("python-3\\.\\d+"));
        List<String> packages = Files.readAllLines(Path.of("binder/apt.txt"));
        assertFalse(packages.isEmpty());
        for (String name : packages) assertTrue(name.matches("[a-z0-9][a-z0-9+.-]*"), name);
    }

    private static Document pom() throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
    }

    /** All elements with one of these names, in the order of the file. */
    private static List<Element> elements(Document document, String... names) {
        var all = document.getElementsByTagName("*");
        return IntStream.range(0, all.getLength())
                .mapToObj(i -> (Element) all.item(i))
                .filter(element -> List.of(names).contains(element.getTagName()))
                .toList();
    }

    /** What stands in a child; empty if there is none. */
    private static String text(Element element, String child) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling())
            if (node.getNodeName().equals(child)) return node.getTextContent().strip();
        return "";
    }
}
